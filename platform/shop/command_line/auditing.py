"""souk audit."""

import rich_click as click

from modules.users.contracts.queries import AuditVerdict, VerifyAudit
from shop.command_line.running import configured, with_runtime
from souk.messages import SYSTEM, Context
from souk.runtime import Runtime


@click.group()
def audit() -> None:
    """The record of what the staff has done."""


@audit.command()
@click.option("--expect", default="", help="A head that you kept: it must still be part of the chain.")
def verify(expect: str) -> None:
    """Walk along the chain of staff actions; the exit status is 1 if anything was touched."""

    async def walk(runtime: Runtime) -> AuditVerdict:
        bus = runtime.switchboard.bus(Context(actor=SYSTEM, caller="command line", reason="audit verify"))
        return await bus.ask(VerifyAudit(expected_head=expect))

    verdict = with_runtime(configured(), walk)
    if verdict.broken_at is not None:
        raise click.ClickException(f"Record {verdict.broken_at} does not fit: {verdict.reason}.")
    click.echo(f"{verdict.records} records, all as they were written.")
    click.echo(f"Keep this elsewhere, and give it to --expect next time: {verdict.head}")
