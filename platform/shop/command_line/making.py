"""souk new."""

import subprocess
import sys

import rich_click as click

from shop.making import make_module, make_slice
from shop.places import IN_CHECKOUT, ROOT
from souk.startup import StartFailed


@click.group()
def new() -> None:
    """Make a new slice or module; it passes every check at once.

    docs/first-slice.md and docs/first-module.md show what to do then.
    """
    if not IN_CHECKOUT:
        raise StartFailed("This is no checkout of the repository.", "Clone it, and run ./souk there.")


@new.command("slice")
@click.argument("place")
def new_slice(place: str) -> None:
    """Make a slice, one use case with its route and its test: PLACE is the module and what is done.

    For example:

        souk new slice orders/print_invoice
    """
    module, slash, name = place.partition("/")
    if not slash:
        raise click.UsageError(f"{place} is no place for a slice: say orders/print_invoice.")
    _finish([str(path.relative_to(ROOT)) for path in make_slice(ROOT, module, name)])


@new.command("module")
@click.argument("name")
def new_module(name: str) -> None:
    """Make an empty module with a schema of its own, and mount it.

    For example:

        souk new module gifts
    """
    _finish([str(path.relative_to(ROOT)) for path in make_module(ROOT, name)])


def _finish(written: list[str]) -> None:
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", *written], cwd=ROOT, check=False)  # noqa: S603
    for path in written:
        click.echo(f"  {path}")
    click.echo("Read them, make them yours, and run `./souk test` with the module's name.")
