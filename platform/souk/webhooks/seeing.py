"""What staff see: the webhooks, and what was sent to each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta
from sqlalchemy import text

from souk.database import Transaction
from souk.kernel import NotFound, Value
from souk.messages import Query
from souk.webhooks.keeping import KNOWN

LIST = text("SELECT * FROM souk.webhook ORDER BY id")
DELIVERIES = text("""
    SELECT * FROM souk.webhook_delivery
    WHERE webhook = :webhook AND (CAST(:before AS uuid) IS NULL OR id < :before) ORDER BY id DESC LIMIT :most
""")
ATTEMPTS = text("SELECT * FROM souk.webhook_attempt WHERE delivery = ANY(:ids) ORDER BY delivery, number")

State = Literal["waiting", "delivered", "given_up"]


class WebhookSeen(Value):
    id: UUID
    url: str
    description: str
    events: list[str]
    created_at: datetime
    failing_since: datetime | None
    disabled_at: datetime | None
    disabled_because: str


class AttemptSeen(Value):
    number: int
    at: datetime
    seconds: float
    status: int | None
    error: str


class DeliverySeen(Value):
    id: UUID
    type: str
    body: str
    state: State
    created_at: datetime
    next_at: datetime | None
    ended_at: datetime | None
    attempts: Sequence[AttemptSeen]


class ListWebhooks(Query[list[WebhookSeen]]):
    """All of them."""


class ListDeliveries(Query[list[DeliverySeen]]):
    """Those of one webhook, the newest first, beginning before the last one seen."""

    webhook: UUID
    before: UUID | None = None
    most: Annotated[int, Meta(ge=1, le=101)] = 50


async def list_webhooks(tx: Transaction, _: ListWebhooks) -> list[WebhookSeen]:
    return [msgspec.convert(dict(row), WebhookSeen) for row in (await tx.execute(LIST)).mappings()]


async def list_deliveries(tx: Transaction, query: ListDeliveries) -> list[DeliverySeen]:
    if not await tx.scalar(KNOWN, {"id": query.webhook}):
        raise NotFound("webhook")
    rows = (await tx.execute(DELIVERIES, msgspec.structs.asdict(query))).mappings().all()
    made: dict[UUID, list[AttemptSeen]] = {row["id"]: [] for row in rows}
    for attempt in (await tx.execute(ATTEMPTS, {"ids": list(made)})).mappings():
        made[attempt["delivery"]].append(msgspec.convert(dict(attempt), AttemptSeen))
    return [msgspec.convert({**row, "attempts": made[row["id"]]}, DeliverySeen) for row in rows]
