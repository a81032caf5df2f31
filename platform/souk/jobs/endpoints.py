"""/api/admin/jobs and /api/admin/schedules."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import Meta

from souk.bus import Bus
from souk.http import Parameters, Shown, get, leaf, post, requires
from souk.jobs.acting import (
    AlreadyOver,
    CancelJob,
    NotOver,
    RetryJob,
    RunSchedule,
    TwinUnderWay,
)
from souk.jobs.permissions import RUN_JOBS, SEE_JOBS
from souk.jobs.seeing import JobSeen, ListJobs, ListSchedules, ShowJob, State
from souk.kernel import NotFound


class JobsWanted(Parameters):
    """`before` is the id of the last job of the page before."""

    state: State | None = None
    type: Annotated[str, Meta(max_length=200)] | None = None
    queue: Annotated[str, Meta(max_length=50)] | None = None
    before: UUID | None = None
    limit: Annotated[int, Meta(ge=1, le=200)] = 50


class JobShown(Shown):
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


class JobsShown(Shown):
    """A page of jobs; `before` leads to the next one."""

    items: list[JobShown]
    before: UUID | None


class AttemptShown(Shown):
    attempt: int
    outcome: str
    reason: str
    started_at: datetime
    ended_at: datetime


class JobInFull(Shown):
    job: JobShown
    arguments: dict[str, Any]
    asked_by: UUID | None
    attempts: list[AttemptShown]


class ScheduleShown(Shown):
    name: str
    cron: str
    missed: str
    last_due: datetime | None
    next_due: datetime


class SchedulesShown(Shown):
    items: list[ScheduleShown]


class JobMade(Shown):
    id: UUID


@get("/api/admin/jobs", policy=requires(SEE_JOBS))
async def show_jobs(wanted: JobsWanted, bus: Bus) -> JobsShown:
    """List jobs, the newest first."""
    found = await bus.ask(
        ListJobs(
            state=wanted.state,
            type=wanted.type,
            queue=wanted.queue,
            before=wanted.before,
            most=wanted.limit + 1,
        )
    )
    jobs, more = leaf(found, wanted.limit, lambda job: job.id)
    return JobsShown(items=[_shown(job) for job in jobs], before=more)


@get("/api/admin/jobs/{id}", policy=requires(SEE_JOBS), refuses=[NotFound])
async def show_job_in_full(id: UUID, bus: Bus) -> JobInFull:
    """Show one job: what it was given, who asked, and every attempt that did not end well."""
    found = await bus.ask(ShowJob(id=id))
    return JobInFull(
        job=_shown(found.job),
        arguments=msgspec.json.decode(found.arguments, type=dict[str, Any]),
        asked_by=found.asked_by,
        attempts=[msgspec.convert(attempt, AttemptShown, from_attributes=True) for attempt in found.attempts],
    )


@post(
    "/api/admin/jobs/{id}/retry",
    policy=requires(RUN_JOBS),
    status=204,
    refuses=[NotFound, NotOver, TwinUnderWay],
)
async def retry_job_now(id: UUID, bus: Bus) -> None:
    """Do a failed or cancelled job again, with all its attempts before it."""
    await bus.do(RetryJob(id=id))


@post("/api/admin/jobs/{id}/cancel", policy=requires(RUN_JOBS), status=204, refuses=[NotFound, AlreadyOver])
async def cancel_job_now(id: UUID, bus: Bus) -> None:
    """Cancel a job that has not ended; one that runs is stopped, and what it did is undone."""
    await bus.do(CancelJob(id=id))


@get("/api/admin/schedules", policy=requires(SEE_JOBS))
async def show_schedules(bus: Bus) -> SchedulesShown:
    """List the schedules, when each was due last and when it is due next, in UTC."""
    schedules = await bus.ask(ListSchedules())
    return SchedulesShown(
        items=[msgspec.convert(schedule, ScheduleShown, from_attributes=True) for schedule in schedules]
    )


@post("/api/admin/schedules/{name}/run", policy=requires(RUN_JOBS), status=202, refuses=[NotFound])
async def run_schedule_now(name: str, bus: Bus) -> JobMade:
    """Do now what the schedule does; its due times stay as they are."""
    return JobMade(id=await bus.do(RunSchedule(name=name)))


def _shown(job: JobSeen) -> JobShown:
    return msgspec.convert(job, JobShown, from_attributes=True)


ENDPOINTS = [
    show_jobs,
    show_job_in_full,
    retry_job_now,
    cancel_job_now,
    show_schedules,
    run_schedule_now,
]
