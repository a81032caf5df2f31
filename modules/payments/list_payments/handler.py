"""All payments, the newest first, from where the last page ended."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta
from sqlalchemy import select, tuple_

from modules.payments.domain.lifecycle import Status
from modules.payments.tables import payments
from souk.database import Transaction
from souk.kernel import Money, Value
from souk.messages import Query

IN_ORDER = (payments.c.created_at.desc(), payments.c.id.desc())


class ListedPayment(Value):
    id: UUID
    order_id: UUID
    provider: str
    method: str
    status: Status
    amount: Money
    captured: Money
    refunded: Money
    failure: str
    delay: str
    created_at: datetime


class ListPayments(Query[list[ListedPayment]]):
    """Asks for one more than `size`, so that the caller sees whether there is a next page."""

    size: Annotated[int, Meta(ge=1, le=100)] = 20
    after: tuple[datetime, UUID] | None = None
    status: Status | None = None
    order_id: UUID | None = None
    provider: str | None = None


async def list_payments(tx: Transaction, query: ListPayments) -> list[ListedPayment]:
    statement = select(payments).where(payments.c.provider != "").order_by(*IN_ORDER).limit(query.size + 1)
    if query.after is not None:
        statement = statement.where(tuple_(payments.c.created_at, payments.c.id) < query.after)
    if query.status is not None:
        statement = statement.where(payments.c.status == query.status)
    if query.order_id is not None:
        statement = statement.where(payments.c.order_id == query.order_id)
    if query.provider is not None:
        statement = statement.where(payments.c.provider == query.provider)
    return [
        ListedPayment(
            id=row["id"],
            order_id=row["order_id"],
            provider=row["provider"],
            method=row["method"],
            status=row["status"],
            amount=Money(minor=row["amount_minor"], currency=row["currency"]),
            captured=Money(minor=row["captured_minor"], currency=row["currency"]),
            refunded=Money(minor=row["refunded_minor"], currency=row["currency"]),
            failure=row["failure"],
            delay=row["delay"],
            created_at=row["created_at"],
        )
        for row in (await tx.execute(statement)).mappings()
    ]
