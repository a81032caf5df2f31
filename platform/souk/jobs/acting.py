"""What staff do with jobs: retry, cancel, run at once. Each act is announced, so that it can be audited."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import text

from souk.database import Transaction
from souk.jobs.permissions import RUN_JOBS
from souk.kernel import NotFound, Refusal
from souk.messages import Command, Job
from souk.modules import Doing, Module, Schedule

LOCK = text("SELECT state, type, unique_key FROM souk.job WHERE id = :id FOR UPDATE")
TWIN = text("""
    SELECT EXISTS (SELECT FROM souk.job WHERE type = :type AND unique_key = :unique_key AND unique_key <> ''
        AND state IN ('waiting', 'handed_over', 'running'))
""")
RETRY = text("""
    UPDATE souk.job SET state = 'waiting', failures = 0, due_at = clock_timestamp(), finished_at = NULL
    WHERE id = :id
""")
CANCEL = text("""
    WITH ended AS (
        INSERT INTO souk.job_attempt (job, attempt, outcome, reason, worker, started_at)
        SELECT id, attempt, 'cancelled', 'by staff', worker, started_at FROM souk.job
        WHERE id = :id AND state = 'running'
    )
    UPDATE souk.job
    SET state = 'cancelled', finished_at = clock_timestamp(), reason = 'by staff', worker = NULL
    WHERE id = :id
""")
WRITE = text("""
    INSERT INTO souk.job (
        id, type, module, queue, arguments, context, priority, seconds, attempts_allowed, back_off, due_at
    ) VALUES (
        :id, :type, :module, :queue, CAST(:arguments AS jsonb), CAST(:context AS jsonb), :priority, :seconds,
        :attempts, :back_off, clock_timestamp()
    )
""")

Jobs = Mapping[str, tuple[Module, Doing]]
Schedules = Mapping[str, tuple[Module, Schedule]]


class NotOver(Refusal):
    """Only a job that failed or was cancelled can be retried."""


class AlreadyOver(Refusal):
    """This job has ended already."""


class TwinUnderWay(Refusal):
    """Another job of this type and key is still to be done."""


class RetryJob(Command[None]):
    id: UUID


class CancelJob(Command[None]):
    id: UUID


class RunJob(Command[UUID]):
    """Do a job at once, beside whatever is recorded; returns its id."""

    type: str
    arguments: dict[str, Any]


class RunSchedule(Command[UUID]):
    """Do what a schedule does now; its due times stay as they are."""

    name: str


async def retry_job(tx: Transaction, command: RetryJob) -> None:
    job = (await tx.execute(LOCK, {"id": command.id})).mappings().one_or_none()
    if job is None:
        raise NotFound("job")
    if job["state"] not in {"failed", "cancelled"}:
        raise NotOver
    if await tx.scalar(TWIN, {"type": job["type"], "unique_key": job["unique_key"]}):
        raise TwinUnderWay
    await tx.execute(RETRY, {"id": command.id})
    tx.publish_staff_action(RUN_JOBS, "retry_job", f"job {command.id}")


async def cancel_job(tx: Transaction, command: CancelJob) -> None:
    """A running one is stopped within seconds; even if it ends before, its work is rolled back."""
    job = (await tx.execute(LOCK, {"id": command.id})).mappings().one_or_none()
    if job is None:
        raise NotFound("job")
    if job["state"] in {"done", "failed", "cancelled"}:
        raise AlreadyOver
    await tx.execute(CANCEL, {"id": command.id})
    tx.publish_staff_action(RUN_JOBS, "cancel_job", f"job {command.id}")


async def run_job(tx: Transaction, command: RunJob, *, jobs: Jobs) -> UUID:
    known = jobs.get(command.type)
    if known is None:
        raise NotFound("type of job")
    module, doing = known
    return await _write(tx, module, doing, _read(command.arguments, doing.job))


def _read(arguments: dict[str, Any], kind: type[Job]) -> Job:
    """Raise ValidationError for a name that the job does not know, too: here a person has typed it."""
    unknown = sorted(arguments.keys() - set(kind.__struct_encode_fields__))
    if unknown:
        raise msgspec.ValidationError(f"Object contains unknown field `{unknown[0]}`")
    return msgspec.convert(arguments, kind)


async def run_schedule(tx: Transaction, command: RunSchedule, *, schedules: Schedules, jobs: Jobs) -> UUID:
    known = schedules.get(command.name)
    if known is None:
        raise NotFound("schedule")
    module, schedule = known
    return await _write(tx, module, jobs[schedule.job.wire][1], schedule.job)


async def _write(tx: Transaction, module: Module, doing: Doing, job: Job) -> UUID:
    id = tx.new_id()
    terms = doing.terms
    values = {
        "id": id,
        "type": job.wire,
        "module": module.name,
        "queue": terms.queue,
        "arguments": msgspec.json.encode(job).decode(),
        "context": msgspec.json.encode(tx.context).decode(),
        "priority": terms.priority,
        "seconds": terms.seconds,
        "attempts": terms.attempts,
        "back_off": terms.back_off,
    }
    await tx.execute(WRITE, values)
    tx.publish_staff_action(RUN_JOBS, "run_job", f"job {id} {job.wire}")
    return id
