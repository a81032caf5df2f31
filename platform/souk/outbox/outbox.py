"""Gathers a transaction's events and jobs and writes them in one statement, just before its commit."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

import msgspec

from souk.kernel import Value
from souk.messages import Context, Event, Job, Terms
from souk.messages.versions import event_name
from souk.outbox.safe_types import refuse_personal

# One round trip, however many occasions there were.
WRITE = b"""
    SELECT souk.write_outbox(o.events, o.jobs, o.context)
    FROM jsonb_to_recordset(CAST(%(occasions)s AS jsonb)) AS o (events jsonb, jobs jsonb, context jsonb)
"""
SOON = 1.0  # as often as workers look by themselves


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


class Occasion(Value):
    """What was announced and wanted in one context, in the order in which it was."""

    context: Context
    events: list[EventRecord]
    jobs: list[JobRecord]


class NobodyDoes(LookupError):
    """No mounted module declares this job."""


class Outbox:
    """What one transaction announces and wants done. Nothing leaves before its commit."""

    def __init__(self, terms: Mapping[str, Terms]) -> None:
        """With the `terms` of every job, by its wire name."""
        self._terms = terms
        self._occasions: list[Occasion] = []

    def publish(self, context: Context, event: Event, older: Sequence[Event], identity: UUID) -> UUID:
        refuse_personal(type(event))
        for version in older:
            refuse_personal(type(version))
            if (event_name(version.wire), version.ordered_by) != (event_name(event.wire), event.ordered_by):
                raise ValueError(f"{version.wire} is no other version of this {event.wire}")
        shapes = {version.wire: version for version in older} or None
        record = EventRecord(id=identity, type=event.wire, key=event.ordered_by, payload=event, older=shapes)
        self._on(context).events.append(record)
        return identity

    def enqueue(
        self,
        context: Context,
        job: Job,
        identity: UUID,
        *,
        delay: timedelta | None,
        unique: str,
        priority: int | None,
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
        self._on(context).jobs.append(record)
        return identity

    @property
    def wires(self) -> set[str]:
        """The names of all that goes with the commit, and is due soon: nobody need be woken for the rest."""
        events = {event.type for one in self._occasions for event in one.events}
        jobs = (job for one in self._occasions for job in one.jobs)
        return events | {job.type for job in jobs if job.delay_seconds < SOON}

    def parameters(self) -> dict[str, str]:
        """Return what WRITE takes, to be written behind what caused it."""
        return {"occasions": msgspec.json.encode(self._occasions).decode()}

    def _on(self, context: Context) -> Occasion:
        if not self._occasions or self._occasions[-1].context is not context:
            self._occasions.append(Occasion(context=context, events=[], jobs=[]))
        return self._occasions[-1]
