"""Writes steps and decisions in the transaction that makes them true."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec

from souk.database import Transaction
from souk.kernel import Value
from souk.workflow.entries import Decision, Name, Reason, Step, WorkflowName
from souk.workflow.kept_values import refuse_unfit

WRITE = b"""
    SELECT souk.track_workflow(
        %(entries)s, %(actor_kind)s, %(actor_id)s, %(cause)s, %(request_id)s, %(at)s
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


ENCODER = msgspec.json.Encoder()
CHECK = msgspec.json.Decoder(list[Record])


async def track(tx: Transaction, *entries: Step | Decision) -> None:
    """Record the entries, in their order and in one statement, with the actor in whose name this happens.

    They are committed with the transaction or not at all. A module tracks workflows of its own name only
    (`orders`, or `orders.returns`). The statement connects the transaction: ask other modules before it.
    """
    for entry in entries:
        refuse_unfit(entry.detail)
    records = ENCODER.encode([_record(entry) for entry in entries])
    CHECK.decode(records)
    context = tx.context
    await tx.rows(
        WRITE,
        {
            "entries": records.decode(),
            "actor_kind": context.actor.kind.value,
            "actor_id": context.actor.id,
            "cause": context.reason,
            "request_id": context.request_id,
            "at": tx.now,
        },
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
