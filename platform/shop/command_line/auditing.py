"""souk audit."""

import rich_click as click

from modules.users.contracts.queries import VerifyAudit
from shop.command_line.running import with_bus


@click.group()
def audit() -> None:
    """The record of what the staff has done."""


@audit.command()
@click.option("--expect", default="", help="A head that you kept: it must still be part of the chain.")
def verify(expect: str) -> None:
    """Walk along the chain of staff actions; the exit status is 1 if anything was touched.

    Each record names the one before it. Keep the head that this prints where nobody of the shop can write,
    and give it to --expect next time: that finds records which were cut off at the end.
    """
    verdict = with_bus("audit verify", lambda bus: bus.ask(VerifyAudit(expected_head=expect)))
    if verdict.broken_at is not None:
        raise click.ClickException(f"Record {verdict.broken_at} does not fit: {verdict.reason}.")
    click.echo(f"{verdict.records} records, all as they were written.")
    click.echo(f"Keep this elsewhere, and give it to --expect next time: {verdict.head}")
