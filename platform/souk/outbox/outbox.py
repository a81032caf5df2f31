"""Gathers a transaction's events and jobs and writes them in one statement, just before its commit."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import text

from souk.kernel import Value
from souk.messages import Context, Event, Job, Terms
from souk.messages.versions import event_name
from souk.outbox.safe_types import refuse_personal

WRITE = text("SELECT souk.write_outbox(:events, :jobs, :context)")
NOTHING = "[]"


class EventRecord(Value):
    """An event as the database function reads it."""

    id: UUID
    type: str
    key: str
    payload: Event
    older: dict[str, Event] | None


class JobRecord(Value):
    """A job as the database function reads it."""

    id: UUID
    type: str
    queue: str
    arguments: Job
    priority: int
    unique_key: str
    seconds: float
    attempts: int
    back_off: float
    delay_seconds: float


class NobodyDoes(LookupError):
    """No mounted module declares this job."""


class Outbox:
    """What one transaction announces and wants done. Nothing leaves before its commit."""

    statement = WRITE

    def __init__(self, context: Context, terms: Mapping[str, Terms]) -> None:
        """With the `terms` of every job, by its wire name."""
        self._context = context
        self._terms = terms
        self._events: list[EventRecord] = []
        self._jobs: list[JobRecord] = []

    def publish(self, event: Event, older: Sequence[Event], identity: UUID) -> UUID:
        for version in (event, *older):
            refuse_personal(type(version))
            if (event_name(version.wire), version.ordered_by) != (event_name(event.wire), event.ordered_by):
                raise ValueError(f"{version.wire} is no other version of this {event.wire}")
        shapes = {version.wire: version for version in older} or None
        record = EventRecord(id=identity, type=event.wire, key=event.ordered_by, payload=event, older=shapes)
        self._events.append(record)
        return identity

    def enqueue(
        self, job: Job, identity: UUID, *, delay: timedelta | None, unique: str, priority: int | None
    ) -> UUID:
        refuse_personal(type(job))
        terms = self._terms.get(job.wire)
        if terms is None:
            raise NobodyDoes(f"no mounted module declares the job {job.wire or type(job).__name__}")
        record = JobRecord(
            id=identity,
            type=job.wire,
            queue=terms.queue,
            arguments=job,
            priority=terms.priority if priority is None else priority,
            unique_key=unique,
            seconds=terms.seconds,
            attempts=terms.attempts,
            back_off=terms.back_off,
            delay_seconds=delay.total_seconds() if delay else 0.0,
        )
        self._jobs.append(record)
        return identity

    @property
    def wires(self) -> set[str]:
        """The names of all that goes with the commit."""
        return {event.type for event in self._events} | {job.type for job in self._jobs}

    def parameters(self) -> dict[str, Any]:
        return {
            "events": _text(self._events) if self._events else NOTHING,
            "jobs": _text(self._jobs) if self._jobs else NOTHING,
            "context": _text(self._context),
        }


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()
