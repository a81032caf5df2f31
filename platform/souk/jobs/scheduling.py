"""Schedules: what is due again and again becomes a job, once for each due time however many workers look."""

from datetime import datetime, timedelta

import msgspec
import structlog
from sqlalchemy import RowMapping

from souk.jobs.ledger import Ledger
from souk.kernel import new_id
from souk.messages import SYSTEM, Context
from souk.modules import Doing, Module, Registry, Schedule
from souk.modules.cron import last_due, next_due
from souk.outbox.alarm import Alarm

log = structlog.get_logger("souk.jobs")

LOOK = 1.0
LATE = timedelta(minutes=1)
"""Later than this, a due time counts as missed: no cron expression is finer."""

CLOCK = "SELECT clock_timestamp() AS now"
DECLARE = """
    INSERT INTO souk.schedule AS known (name, cron, missed, next_due)
    VALUES (:name, :cron, :missed, :next_due)
    ON CONFLICT (name) DO UPDATE SET cron = excluded.cron, missed = excluded.missed,
        next_due = CASE WHEN known.cron = excluded.cron THEN known.next_due ELSE excluded.next_due END
"""
DUE = """
    SELECT name, cron, next_due, clock_timestamp() AS now FROM souk.schedule
    WHERE name = ANY(:names) AND next_due <= clock_timestamp()
"""
# Who moves `next_due` on, from the value that it saw, has the due time; a second one finds it moved.
FIRE = """
    WITH moved AS (
        UPDATE souk.schedule SET next_due = :next_due,
            last_due = coalesce(CAST(:fires AS timestamptz), last_due)
        WHERE name = :name AND next_due = :seen RETURNING name
    ), fired AS (
        INSERT INTO souk.schedule_firing (schedule, due_at, job)
        SELECT name, :fires, :id FROM moved WHERE CAST(:fires AS timestamptz) IS NOT NULL
        ON CONFLICT DO NOTHING RETURNING job
    )
    INSERT INTO souk.job (
        id, type, module, queue, arguments, context, priority, seconds, attempts_allowed, back_off, due_at
    )
    SELECT job, :type, :module, :queue, CAST(:arguments AS jsonb), CAST(:context AS jsonb), :priority,
           :seconds, :attempts, :back_off, clock_timestamp()
    FROM fired
"""


class Scheduling:
    """The schedules that this worker's code declares. Their state is in the database, by its clock."""

    def __init__(self, ledger: Ledger, registry: Registry, alarm: Alarm) -> None:
        self._ledger = ledger
        self._declared = registry.schedules
        self._jobs = registry.jobs
        self._alarm = alarm

    async def declare(self) -> None:
        """Make the schedules known; one whose cron expression changed counts anew from now."""
        for name, (_, schedule) in self._declared.items():
            (row,) = await self._ledger.rows(CLOCK)
            due = next_due(schedule.cron, row["now"])
            await self._ledger.send(
                DECLARE, name=name, cron=schedule.cron, missed=schedule.missed, next_due=due
            )

    async def step(self) -> float:
        for row in await self._ledger.rows(DUE, names=list(self._declared)):
            module, schedule = self._declared[row["name"]]
            if await self._fire(row, module, schedule, self._jobs[schedule.job.wire][1]):
                self._alarm.set()
        return LOOK

    async def _fire(self, row: RowMapping, module: Module, schedule: Schedule, doing: Doing) -> bool:
        fires = falls_on(schedule, row["next_due"], row["now"])
        if fires is None:
            log.info("schedule missed", schedule=row["name"], due=row["next_due"].isoformat())
        made = await self._ledger.send(
            FIRE,
            name=row["name"],
            seen=row["next_due"],
            next_due=next_due(schedule.cron, row["now"]),
            fires=fires,
            id=new_id(),
            module=module.name,
            **job_values(schedule, doing, row["name"]),
        )
        return made > 0


def falls_on(schedule: Schedule, due: datetime, now: datetime) -> datetime | None:
    """Return the due time to serve now, or None where it was missed and is not to be caught up."""
    latest = max(due, last_due(schedule.cron, now))
    if schedule.missed == "catch_up" or now - latest <= LATE:
        return latest
    return None


def job_values(schedule: Schedule, doing: Doing, name: str) -> dict[str, object]:
    terms = doing.terms
    context = Context(actor=SYSTEM, caller="schedule", reason=name)
    return {
        "type": schedule.job.wire,
        "arguments": msgspec.json.encode(schedule.job).decode(),
        "context": msgspec.json.encode(context).decode(),
        "queue": terms.queue,
        "priority": terms.priority,
        "seconds": terms.seconds,
        "attempts": terms.attempts,
        "back_off": terms.back_off,
    }
