"""The timeline of one instance: when, what, by whom, why, and with which values."""

from datetime import datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

import msgspec
from sqlalchemy import RowMapping, text

from souk.database import Transaction
from souk.http import Shown
from souk.kernel import Money, NotFound
from souk.messages import Query

ROWS = text("""
    SELECT at, step, state, chosen, reason, actor_kind, actor_id, cause, request_id, detail, took_seconds
    FROM souk.workflow_step WHERE workflow = :workflow AND instance = :instance ORDER BY id
""")


class Sum(Shown):
    """An amount of money, in major units."""

    amount: Decimal
    currency: str


class Moment(Shown):
    """One line of the timeline. `cause` is the request or the event that led to it."""

    at: datetime
    step: str
    state: Literal["started", "completed", "failed", "cancelled", "decided"]
    chosen: str | None
    reason: str
    actor_kind: str
    actor_id: UUID | None
    cause: str
    request_id: str
    detail: dict[str, bool | int | str | Sum]
    took_seconds: float | None


class Timeline(Shown):
    """Everything that was tracked of one instance, in order."""

    workflow: str
    instance: UUID
    moments: list[Moment]


class AskTimeline(Query[Timeline]):
    """Asks what happened to this instance."""

    workflow: str
    instance: UUID


async def show_timeline(tx: Transaction, query: AskTimeline) -> Timeline:
    """Return the timeline; NotFound if nothing was tracked of this instance."""
    wanted = {"workflow": query.workflow, "instance": query.instance}
    moments = [_moment(row) for row in (await tx.execute(ROWS, wanted)).mappings()]
    if not moments:
        raise NotFound("instance of this workflow")
    return Timeline(workflow=query.workflow, instance=query.instance, moments=moments)


def _moment(row: RowMapping) -> Moment:
    kept = msgspec.convert(row["detail"], dict[str, bool | int | str | Money])
    detail = {name: _sum(value) if isinstance(value, Money) else value for name, value in kept.items()}
    return Moment(**{**row, "detail": detail})


def _sum(money: Money) -> Sum:
    return Sum(amount=money.major, currency=money.currency)
