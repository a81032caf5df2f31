"""souk migrate."""

from collections.abc import Iterator
from contextlib import contextmanager

import rich_click as click
from rich.console import Console
from rich.table import Table

from shop.assembly import assemble
from shop.command_line.running import configured
from shop.histories import histories
from souk.database.addresses import PLATFORM
from souk.database.migrations import MigrationFailed
from souk.startup import StartFailed


@click.group(invoke_without_command=True)
@click.option("--sql", "as_sql", is_flag=True, help="Print the statements instead of running them.")
@click.pass_context
def migrate(context: click.Context, *, as_sql: bool) -> None:
    """Bring the database to the newest version: the platform first, then each module under its own role.

    Run it before a new version starts: what it changes is safe while the old one still serves. It needs the
    address of the database's owner, and makes the modules' roles. Several processes may do this at once;
    one works, the others wait.
    """
    if context.invoked_subcommand is None:
        context.invoke(show_sql if as_sql else up)


@migrate.command()
def up() -> None:
    """Run what is pending (the same as `souk migrate`)."""
    with _told():
        histories(configured()).up(click.echo)


@migrate.command()
@click.argument("module")
@click.argument("revision", default="-1")
def down(module: str, revision: str) -> None:
    """Take one MODULE back by a step, or to REVISION (`base` for nothing at all).

    Going back to an older version of the shop needs no step back: that version works with the newer tables.
    """
    found = histories(configured())
    if module not in found.schemas:
        raise StartFailed(f"There is no schema {module}.", f"There are {', '.join(found.schemas)}.")
    with _told():
        found.down(module, revision, click.echo)


@migrate.command()
def status() -> None:
    """Show where each schema stands."""
    table = Table("schema", "is at", "newest", "pending")
    for state in histories(configured()).states():
        table.add_row(state.module, state.current or "(empty)", state.newest, str(state.pending))
    Console().print(table)


@migrate.command("sql")
def show_sql() -> None:
    """Print the statements of what is pending, for review."""
    found = histories(configured())
    for schema in found.schemas:
        click.echo(f"-- {schema}\n{found.sql(schema).strip() or '-- nothing is pending'}")


@migrate.command()
@click.argument("module")
@click.argument("message")
def new(module: str, message: str) -> None:
    """Write MODULE's next migration: what its tables in code have and the database lacks.

    Read what it wrote before you run it. A database that `souk migrate` brought up to date has to be there.

        souk migrate new users "add a nickname"
    """
    configuration = configured()
    registry = assemble(configuration)
    if module not in registry.modules:
        known = ", ".join(registry.names)
        hint = "write it by hand" if module == PLATFORM else f"the modules are {known}"
        raise StartFailed(f"There are no tables in code for {module}.", f"For it, {hint}.")
    path = histories(configuration, registry).new(module, message, registry.modules[module].tables)
    click.echo(f"Wrote {path}. Read it before you run it.")


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except MigrationFailed as failure:
        raise StartFailed(
            f"{failure}",
            f"The other schemas are untouched. Mend migrations/{failure.module}/ and run this again.",
        ) from failure
