"""What staff see of jobs: lists, one job with its history, the schedules."""

from collections.abc import Set
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta
from sqlalchemy import text

from souk.database import Transaction
from souk.kernel import NotFound, Value
from souk.messages import Query

State = Literal["waiting", "handed_over", "running", "done", "failed", "cancelled"]

COLUMNS = """id, type, module, queue, state, priority, unique_key, attempt, failures, attempts_allowed,
    due_at, created_at, started_at, finished_at, reason, progress, progress_of"""
LIST = f"""
    SELECT {COLUMNS} FROM souk.job WHERE {{conditions}} ORDER BY id DESC LIMIT :most
"""  # noqa: S608 - the conditions are our own
SHOW = text(f"SELECT {COLUMNS}, arguments, context FROM souk.job WHERE id = :id")  # noqa: S608
HISTORY = text("""
    SELECT a.attempt, a.outcome, a.reason, a.started_at, a.ended_at, coalesce(w.name, '') AS worker
    FROM souk.job_attempt a LEFT JOIN souk.job_worker w ON w.id = a.worker WHERE job = :id ORDER BY attempt
""")
SCHEDULES = text("SELECT name, cron, missed, last_due, next_due FROM souk.schedule ORDER BY name")


class JobSeen(Value):
    """A job as a list shows it. The newest are made last and listed first."""

    id: UUID
    type: str
    module: str
    queue: str
    state: State
    priority: int
    unique_key: str
    attempt: int
    failures: int
    attempts_allowed: int
    due_at: datetime
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    reason: str
    progress: int
    progress_of: int


class AttemptSeen(Value):
    """An attempt that did not end well."""

    attempt: int
    outcome: str
    reason: str
    started_at: datetime
    ended_at: datetime
    worker: str


class JobHistory(Value):
    """All there is to know of one job."""

    job: JobSeen
    arguments: str
    """As JSON."""
    asked_by: UUID | None
    attempts: list[AttemptSeen]


class ScheduleSeen(Value):
    name: str
    cron: str
    missed: str
    last_due: datetime | None
    next_due: datetime


class ListJobs(Query[list[JobSeen]]):
    """The page of jobs made before the one with the id `before`, the newest first."""

    state: State | None = None
    type: str | None = None
    queue: str | None = None
    before: UUID | None = None
    most: Annotated[int, Meta(ge=1, le=200)] = 50


class ShowJob(Query[JobHistory]):
    id: UUID


class ListSchedules(Query[list[ScheduleSeen]]):
    pass


async def list_jobs(tx: Transaction, query: ListJobs) -> list[JobSeen]:
    values = {"state": query.state, "type": query.type, "queue": query.queue}
    given = {name: value for name, value in values.items() if value is not None}
    conditions = [f"{name} = :{name}" for name in given]
    if query.before is not None:
        conditions.append("id < :before")
    statement = text(LIST.format(conditions=" AND ".join(conditions) or "true"))
    rows = await tx.execute(statement, {**given, "before": query.before, "most": query.most})
    return [msgspec.convert(dict(row), JobSeen) for row in rows.mappings()]


async def show_job(tx: Transaction, query: ShowJob) -> JobHistory:
    row = (await tx.execute(SHOW, {"id": query.id})).mappings().one_or_none()
    if row is None:
        raise NotFound("job")
    attempts = (await tx.execute(HISTORY, {"id": query.id})).mappings()
    return JobHistory(
        job=msgspec.convert(dict(row), JobSeen),
        arguments=msgspec.json.encode(row["arguments"]).decode(),
        asked_by=row["context"]["actor"].get("id"),
        attempts=[msgspec.convert(dict(attempt), AttemptSeen) for attempt in attempts],
    )


async def list_schedules(tx: Transaction, _: ListSchedules, *, declared: Set[str]) -> list[ScheduleSeen]:
    """List what the running code declares: a schedule whose code is gone is never due again."""
    rows = (await tx.execute(SCHEDULES)).mappings()
    return [msgspec.convert(dict(row), ScheduleSeen) for row in rows if row["name"] in declared]
