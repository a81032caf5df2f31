"""souk workflow."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import rich_click as click
from rich.console import Console

from shop.command_line.running import with_bus
from shop.command_line.workflow_tables import steps_table, timeline_table, transitions_table
from souk.messages import Query
from souk.workflow.drawing import mermaid, svg
from souk.workflow.map_query import AskMap
from souk.workflow.timeline import AskTimeline

T = TypeVar("T")
WHICH_WORKFLOWS = "Nothing was tracked of it. A workflow bears its module's name, or begins with it: orders."
MOMENT = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"])


@click.group()
def workflow() -> None:
    """How processes really go: their map, and the timeline of each instance."""


@workflow.command("map")
@click.argument("name")
@click.option(
    "--from",
    "since",
    type=MOMENT,
    metavar="TIME",
    help="Begin of the window, UTC; else a week before its end.",
)
@click.option("--to", "until", type=MOMENT, metavar="TIME", help="End of the window, UTC; now if omitted.")
@click.option(
    "--stuck-after", default=60, show_default=True, help="Minutes after which a step counts as stuck."
)
@click.option("--mermaid", "as_mermaid", is_flag=True, help="Print it as a Mermaid flowchart.")
@click.option(
    "--svg", "file", type=click.Path(dir_okay=False, path_type=Path), help="Draw it into this file."
)
def show_map(
    name: str,
    since: datetime | None,
    until: datetime | None,
    stuck_after: int,
    *,
    as_mermaid: bool,
    file: Path | None,
) -> None:
    """Print the map of NAME (such as `orders`): steps, transitions, times, and who is stuck where.

    For example:

        souk workflow map orders --from 2026-11-01 --svg orders.svg
    """
    query = AskMap(
        workflow=name,
        since=since.replace(tzinfo=UTC) if since else None,
        until=until.replace(tzinfo=UTC) if until else None,
        stuck_after=timedelta(minutes=stuck_after),
    )
    found = _asked(query)
    if file:
        file.write_text(svg(found), encoding="utf-8")
        click.echo(f"Drawn into {file}.")
    elif as_mermaid:
        click.echo(mermaid(found))
    else:
        Console().print(steps_table(found), transitions_table(found))


@workflow.command()
@click.argument("name")
@click.argument("instance", type=click.UUID)
def show(name: str, instance: UUID) -> None:
    """Print the timeline of one INSTANCE, such as an order by its id: when, what, by whom, why."""
    found = _asked(AskTimeline(workflow=name, instance=instance))
    Console().print(timeline_table(found))


def _asked(query: Query[T]) -> T:
    return with_bus("souk workflow", lambda bus: bus.ask(query), WHICH_WORKFLOWS)
