"""souk migrate."""

import rich_click as click
from rich.console import Console
from rich.table import Table

from shop.assembly import assemble
from shop.command_line.running import configured, migrations
from souk.database.addresses import PLATFORM
from souk.database.migrations import MigrationFailed
from souk.startup import StartFailed


@click.group(invoke_without_command=True)
@click.option("--sql", "as_sql", is_flag=True, help="Print the statements instead of running them.")
@click.pass_context
def migrate(context: click.Context, *, as_sql: bool) -> None:
    """Bring the database to the newest version: the platform first, then each module under its own role.

    Several processes may do this at once; one works, the others wait.
    """
    if context.invoked_subcommand is None:
        context.invoke(show_sql if as_sql else up)


@migrate.command()
def up() -> None:
    """Run what is pending (the same as `souk migrate`)."""
    try:
        migrations(configured()).up(click.echo)
    except MigrationFailed as failure:
        raise StartFailed(
            f"{failure}",
            f"The other schemas are untouched. Mend migrations/{failure.module}/ and run this again.",
        ) from failure


@migrate.command()
@click.argument("module")
@click.argument("revision", default="-1")
def down(module: str, revision: str) -> None:
    """Take one module back by a step, or to REVISION (`base` for nothing at all)."""
    migrations(configured()).down(module, revision, click.echo)


@migrate.command()
def status() -> None:
    """Show where each schema stands."""
    table = Table("schema", "is at", "newest", "pending")
    for state in migrations(configured()).states():
        table.add_row(state.module, state.current or "(empty)", state.newest, str(state.pending))
    Console().print(table)


@migrate.command("sql")
def show_sql() -> None:
    """Print the statements of what is pending, for review."""
    found = migrations(configured())
    for schema in found.schemas:
        click.echo(f"-- {schema}\n{found.sql(schema)}")


@migrate.command()
@click.argument("module")
@click.argument("message")
def new(module: str, message: str) -> None:
    """Write MODULE's next migration: what its tables in code have and the database lacks."""
    configuration = configured()
    registry = assemble(configuration)
    if module not in registry.modules:
        known = ", ".join(registry.names)
        hint = "write it by hand" if module == PLATFORM else f"the modules are {known}"
        raise StartFailed(f"There are no tables in code for {module}.", f"For it, {hint}.")
    path = migrations(configuration, registry).new(module, message, registry.modules[module].tables)
    click.echo(f"Wrote {path}. Read it before you run it.")
