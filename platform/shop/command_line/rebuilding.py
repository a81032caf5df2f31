"""souk rebuild."""

import sys

import rich_click as click

from shop.command_line.running import with_bus
from shop.rebuilding import READ_MODELS
from shop.rebuilding import rebuild as build_anew
from souk.bus import Bus


@click.command()
@click.argument("model", metavar="MODEL", type=click.Choice(sorted(READ_MODELS)))
@click.option("--check", is_flag=True, help="Only look whether it is right; fail if it is not.")
def rebuild(model: str, *, check: bool) -> None:
    """Make a read model anew from the truth; the shop goes on meanwhile.

    A read model is a finished copy, such as the product pages, that events keep up to date. With --check
    the ids of what is not as it should be are printed, and the exit status is 1.

        souk rebuild catalog.product_card --check
    """

    async def work(bus: Bus) -> None:
        done = await build_anew(bus, model, only_checking=check)
        click.echo(f"{done.looked_at} looked at, {len(done.drifted)} not as they should be.")
        if done.uncounted:
            click.echo(f"The count was wrong by {done.uncounted}.")
        if check and not done.was_right:
            sys.exit("\n".join(str(id) for id in done.drifted[:20]) or 1)

    with_bus("rebuild", work)
