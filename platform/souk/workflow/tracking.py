"""Writes steps and decisions in the transaction that makes them true."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from souk.database import Transaction
from souk.kernel import Value
from souk.workflow.entries import Decision, Name, Reason, Step, WorkflowName
from souk.workflow.kept_values import refuse_unfit

WRITE = b"""
    SELECT souk.track_workflow(o.entries, o.actor_kind, o.actor_id, o.cause, o.request_id, o.at)
    FROM jsonb_to_recordset(CAST(%(occasions)s AS jsonb)) AS o (
        entries jsonb, actor_kind text, actor_id uuid, cause text, request_id text, at timestamptz
    )
"""
DECIDED = "decided"


class Record(Value):
    """An entry as the database function reads it."""

    workflow: WorkflowName
    instance: UUID
    step: Name
    state: str
    chosen: Name | None
    reason: Reason
    detail: Mapping[str, Any]


class Occasion(Value):
    """What was tracked in one view of a transaction."""

    entries: list[Record]
    actor_kind: str
    actor_id: UUID | None
    cause: str
    request_id: str
    at: datetime


ENCODER = msgspec.json.Encoder()
CHECK = msgspec.json.Decoder(list[Occasion])


async def track(tx: Transaction, *entries: Step | Decision) -> None:
    """Record the entries, in their order and in one statement, with the actor in whose name this happens.

    They are committed with the transaction or not at all. A module tracks workflows of its own name only
    (`orders`, or `orders.returns`). The statement connects the transaction: ask other modules before it.
    """
    await track_all(tx, [(tx, entries)])


async def track_all(tx: Transaction, tracks: Iterable[tuple[Transaction, Sequence[Step | Decision]]]) -> None:
    """The same for several views of one transaction, each with the actor and the cause that it has."""
    occasions = [_occasion(view, entries) for view, entries in tracks if entries]
    if occasions:
        written = ENCODER.encode(occasions)
        CHECK.decode(written)
        await tx.rows(WRITE, {"occasions": written.decode()})


def _occasion(view: Transaction, entries: Sequence[Step | Decision]) -> Occasion:
    for entry in entries:
        refuse_unfit(entry.detail)
    context = view.context
    return Occasion(
        entries=[_record(entry) for entry in entries],
        actor_kind=context.actor.kind.value,
        actor_id=context.actor.id,
        cause=context.reason,
        request_id=context.request_id,
        at=view.now,
    )


def _record(entry: Step | Decision) -> Record:
    step, state, chosen = (
        (entry.question, DECIDED, entry.chosen)
        if isinstance(entry, Decision)
        else (entry.step, entry.state.value, None)
    )
    return Record(
        workflow=entry.workflow,
        instance=entry.instance,
        step=step,
        state=state,
        chosen=chosen,
        reason=entry.reason,
        detail=entry.detail,
    )
