"""Draws up the map of a workflow: three statements, whose cost is that of the window alone."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from msgspec import structs
from sqlalchemy import RowMapping, text

from souk.database import Transaction
from souk.kernel import NotFound
from souk.messages import Query
from souk.workflow.maps import MappedStep, Stuck, Transition, WorkflowMap

KNOWN = text("SELECT EXISTS (SELECT FROM souk.workflow_instance WHERE workflow = :workflow)")
# The durations are gathered by hashing and sorted group by group: sorting whole rows by group, as an ordered
# aggregate over the table would, takes several times as long.
STEPS = text("""
    WITH counted AS (
        SELECT step, min(id) AS first, bool_or(state = 'decided') AS decides,
            count(*) FILTER (WHERE begins) AS visits,
            count(*) FILTER (WHERE state = 'completed') AS completed,
            count(*) FILTER (WHERE state = 'failed') AS failed,
            count(*) FILTER (WHERE state = 'cancelled') AS cancelled,
            avg(took_seconds) AS mean_seconds,
            array_agg(took_seconds) FILTER (WHERE took_seconds IS NOT NULL) AS durations
        FROM souk.workflow_step
        WHERE workflow = :workflow AND at >= :since AND at < :until
        GROUP BY step
    )
    SELECT step, decides, visits, completed, failed, cancelled, mean_seconds,
        (SELECT percentile_cont(0.95) WITHIN GROUP (ORDER BY d) FROM unnest(durations) d) AS p95_seconds
    FROM counted ORDER BY first
""")
TRANSITIONS = text("""
    WITH counted AS (
        SELECT after_step, after_choice, step, min(id) AS first, count(*) AS times,
            avg(waited_seconds) AS mean_seconds,
            array_agg(waited_seconds) FILTER (WHERE waited_seconds IS NOT NULL) AS durations
        FROM souk.workflow_step
        WHERE workflow = :workflow AND at >= :since AND at < :until AND begins
        GROUP BY after_step, after_choice, step
    )
    SELECT after_step AS source, after_choice AS choice, step AS target, times AS count, mean_seconds,
        (SELECT percentile_cont(0.95) WITHIN GROUP (ORDER BY d) FROM unnest(durations) d) AS p95_seconds
    FROM counted ORDER BY times DESC, first
""")
STUCK = text("""
    SELECT step, count(*) AS instances, extract(epoch FROM :now - min(since))::float8 AS longest_seconds,
        (array_agg(instance ORDER BY since))[1] AS oldest_instance
    FROM souk.workflow_instance
    WHERE workflow = :workflow AND state = 'started' AND since <= :bound
    GROUP BY step ORDER BY min(since)
""")


WEEK = timedelta(days=7)


class AskMap(Query[WorkflowMap]):
    """Asks how a workflow went between `since` and `until`, and who has been stuck for `stuck_after`.

    The window ends now unless told otherwise, and begins a week before its end.
    """

    workflow: str
    stuck_after: timedelta
    since: datetime | None = None
    until: datetime | None = None


async def map_workflow(tx: Transaction, query: AskMap) -> WorkflowMap:
    """Return the map; NotFound if nothing was ever tracked under this name."""
    if not await tx.scalar(KNOWN, {"workflow": query.workflow}):
        raise NotFound("workflow")
    until = query.until or tx.now
    since = query.since or until - WEEK
    window = {"workflow": query.workflow, "since": since, "until": until}
    steps = [MappedStep(**row) for row in (await tx.execute(STEPS, window)).mappings()]
    transitions = [Transition(**row) for row in (await tx.execute(TRANSITIONS, window)).mappings()]
    waiting = {"workflow": query.workflow, "now": tx.now, "bound": tx.now - query.stuck_after}
    return WorkflowMap(
        workflow=query.workflow,
        since=since.astimezone(UTC),
        until=until.astimezone(UTC),
        stuck_after_seconds=int(query.stuck_after.total_seconds()),
        instances=sum(transition.count for transition in transitions if transition.source is None),
        steps=_with_stuck(steps, (await tx.execute(STUCK, waiting)).mappings().all()),
        transitions=transitions,
    )


def _with_stuck(steps: list[MappedStep], rows: Sequence[RowMapping]) -> list[MappedStep]:
    """Put who is stuck on the steps; a step that nobody began within the window may have some too."""
    stuck = {row["step"]: Stuck(**{name: row[name] for name in Stuck.__struct_fields__}) for row in rows}
    known = {step.step for step in steps}
    older = [MappedStep(step=name) for name in stuck if name not in known]
    return [structs.replace(step, stuck=stuck.get(step.step)) for step in [*steps, *older]]
