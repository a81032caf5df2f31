"""souk modules, souk config, souk doctor."""

import rich_click as click
from rich.console import Console
from rich.table import Table

from shop.assembly import SECTIONS, assemble, configure
from shop.command_line.running import configured, with_runtime
from shop.diagnosis import diagnose
from shop.histories import histories
from souk.configuration import environment_file
from souk.events.consumers import Consumer, CountVersions, ListConsumers, Published
from souk.messages import SYSTEM, Context
from souk.modules import Finding, Module
from souk.modules.graph import mermaid, uses
from souk.runtime import Runtime

console = Console(soft_wrap=True)


@click.command()
@click.option("--example", is_flag=True, help="Print them as the tail of .env.example instead.")
def config(*, example: bool) -> None:
    """List every setting: its value (secrets are hidden), where it comes from, and what it means.

    A setting has a default; souk.toml in this folder (or the file that SOUK_CONFIG names) overrides it, and
    the environment overrides both: `web.port` is SOUK_WEB_PORT.
    """
    if example:
        click.echo(environment_file(SECTIONS), nl=False)
        return
    table = Table("setting", "value", "from", "meaning")
    for setting in configure().settings():
        table.add_row(
            f"{setting.name}\n[dim]{setting.variable}[/dim]",
            setting.value,
            setting.source,
            setting.description,
        )
    console.print(table)


@click.group()
def modules() -> None:
    """The modules of this shop, and how they talk."""


@modules.command("list")
def list_modules() -> None:
    """What each module brings."""
    table = Table("module", "owns", "routes", "messages", "events", "hears", "jobs", "capabilities")
    for module in assemble(configure()).modules.values():
        table.add_row(module.name, module.summary, *map(str, _counts(module)))
    console.print(table)


@modules.command()
def graph() -> None:
    """Draw who imports whose contracts, as a Mermaid diagram."""
    click.echo(mermaid(assemble(configure())))


@modules.command()
@click.option("--live", is_flag=True, help="Count in the running shop who reads which version of each event.")
@click.option(
    "--days", type=click.IntRange(1, 365), default=7, help="Of how many days to count, with --live."
)
def usage(*, live: bool, days: int) -> None:
    """List every message with its version, and who uses it: that says when an old version may go."""
    if live:
        _show_living(days)
        return
    table = Table("message", "handled by", "used by")
    for use in uses(assemble(configure())):
        table.add_row(use.wire, use.owner, ", ".join(use.users) or "nobody")
    console.print(table)


def _show_living(days: int) -> None:
    async def looking(runtime: Runtime) -> tuple[list[Consumer], list[Published]]:
        bus = runtime.switchboard.bus(
            Context(actor=SYSTEM, caller="command line", reason="souk modules usage")
        )
        return await bus.ask(ListConsumers()), await bus.ask(CountVersions(days=days))

    consumers, published = with_runtime(configured(), looking)
    readers = Table("event", "subscriber", "reads", "workers")
    for each in consumers:
        readers.add_row(
            each.event, each.subscriber, each.reads, str(each.workers) if each.workers else "none"
        )
    versions = Table("version", f"published in {days} days", "subscribers that read it")
    for version in published:
        number = sum(each.reads == version.wire for each in consumers)
        versions.add_row(version.wire, str(version.times), str(number) if number else "none")
    console.print(readers)
    console.print(versions)


@click.command()
def doctor() -> None:
    """Look at a live shop and say what is wrong with it: one line for each check, with its figure.

    It looks at the schemas and their tables, at Valkey, and at six things that must always hold: events (E),
    leftovers (L), stock (S), money (M), orders (O) and keys (K). What is ill comes with what to do about it,
    and the exit status is 1. It changes nothing. It needs the address of the database's owner.
    """
    configuration = configured()
    states = histories(configuration).states()

    findings = with_runtime(configuration, lambda runtime: diagnose(runtime, states))
    for finding in findings:
        console.print(_line(finding))
    if not all(finding.well for finding in findings):
        raise SystemExit(1)


def _line(finding: Finding) -> str:
    mark = "[green]well[/green]" if finding.well else "[red]ILL [/red]"
    remedy = "" if finding.well else f"\n      {finding.remedy}"
    return f"{mark}  {finding.check}: {finding.figure}{remedy}"


def _counts(module: Module) -> tuple[int, ...]:
    parts = (
        module.routes,
        module.handlers,
        module.events,
        module.hearings,
        module.jobs,
        module.permissions,
    )
    return tuple(len(part) for part in parts)
