"""souk seed."""

import rich_click as click

from shop.command_line.running import configured, with_runtime
from shop.peopling import people as invite
from shop.seeding import seed as fill
from souk.runtime import Runtime


@click.command()
@click.option(
    "--products",
    type=click.IntRange(0),
    default=1000,
    show_default=True,
    help="How many products the shop shall have.",
)
@click.option("--people/--no-people", default=True, help="Whether customers with orders come along.")
def seed(products: int, people: bool) -> None:
    """Fill the shop with demo products, and a few customers; what is there already stays.

    Needs a database that `souk migrate` brought up to date. The customers come to a shop with the demo's
    goods only, and never in production.
    """
    with_runtime(configured(), lambda runtime: _fill(runtime, products, people=people))


async def _fill(runtime: Runtime, products: int, *, people: bool) -> None:
    added = await fill(runtime, products, click.echo)
    came = await invite(runtime, click.echo) if people and products else 0
    click.echo(f"{added.products} products and {came} customers are new.")
