"""souk openapi."""

import rich_click as click

from shop.api import api_document, api_files
from shop.assembly import assemble, configure
from shop.places import IN_CHECKOUT, ROOT
from souk.openapi import as_text, differences, write
from souk.startup import StartFailed


@click.command()
@click.option("--write", "writes", is_flag=True, help="Write docs/openapi.json and docs/problems.md.")
@click.option("--check", is_flag=True, help="Only say whether the committed copies are up to date.")
def openapi(*, writes: bool, check: bool) -> None:
    """Print the OpenAPI document of the whole API, or see to its committed copy. Needs no database."""
    registry = assemble(configure())
    if not writes and not check:
        click.echo(as_text(api_document(registry)), nl=False)
        return
    if not IN_CHECKOUT:
        raise StartFailed("This is no checkout of the repository.", "Clone it, and run ./souk there.")
    files = api_files(registry, ROOT / "docs")
    if writes:
        write(files)
    wrong = differences(files)
    if wrong:
        told = "\n".join(wrong)
        raise StartFailed(
            f"The committed copies of the API are stale:\n{told}",
            "Run ./souk openapi --write and commit what it writes.",
        )
    click.echo("docs/openapi.json and docs/problems.md are up to date.")
