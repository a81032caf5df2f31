"""souk docs."""

from collections.abc import Mapping
from pathlib import Path

import rich_click as click

from shop.assembly import assemble, configure
from shop.places import IN_CHECKOUT, ROOT
from souk.documentation import outdated, pages, write
from souk.startup import StartFailed

FOLDER = ROOT / "docs/modules"


@click.command()
@click.option("--check", is_flag=True, help="Only say whether the committed pages are up to date.")
def docs(*, check: bool) -> None:
    """Write docs/modules: a page for each module, and pictures of the whole. Needs no database."""
    if not IN_CHECKOUT:
        raise StartFailed("This is no checkout of the repository.", "Clone it, and run ./souk there.")
    made = pages(assemble(configure()))
    if check:
        refuse_stale(made, FOLDER)
        click.echo(f"All {len(made)} pages are up to date.")
    else:
        write(made, FOLDER)
        click.echo(f"Wrote {len(made)} pages into {FOLDER.relative_to(ROOT)}.")


def refuse_stale(made: Mapping[str, str], folder: Path) -> None:
    """Raise StartFailed, naming each page that is not what it should be."""
    wrong = outdated(made, folder)
    if wrong:
        told = "\n".join(f"  - docs/modules/{line}" for line in wrong)
        raise StartFailed(
            f"The pages about the modules are stale:\n{told}", "Run ./souk docs and commit what it writes."
        )
