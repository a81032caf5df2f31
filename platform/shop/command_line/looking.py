"""souk modules, souk config, souk doctor."""

import rich_click as click
from rich.console import Console
from rich.table import Table

from shop.assembly import SECTIONS, assemble, configure
from shop.command_line.running import configured, migrations, with_runtime
from shop.diagnosis import diagnose
from souk.configuration import environment_file
from souk.modules import Finding, Module
from souk.modules.graph import mermaid, uses

console = Console(soft_wrap=True)


@click.command()
@click.option("--example", is_flag=True, help="Print them as the tail of .env.example instead.")
def config(*, example: bool) -> None:
    """List every setting: its value (secrets are hidden), where it comes from, and what it means."""
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
def usage() -> None:
    """List every message with its version, and who uses it."""
    table = Table("message", "handled by", "used by")
    for use in uses(assemble(configure())):
        table.add_row(use.wire, use.owner, ", ".join(use.users) or "nobody")
    console.print(table)


@click.command()
def doctor() -> None:
    """Look at a live shop and say what is wrong with it: one line for each check, with its figure."""
    configuration = configured()
    states = migrations(configuration).states()

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
        module.subscriptions,
        module.jobs,
        module.permissions,
    )
    return tuple(len(part) for part in parts)
