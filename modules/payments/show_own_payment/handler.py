"""One payment of the person who asks; nobody else's exists for them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from modules.payments.domain.lifecycle import Status
from modules.payments.tables import payments
from souk.database import Transaction
from souk.kernel import Money, NotFound, Value
from souk.messages import Query

COLUMNS = (
    payments.c.id,
    payments.c.order_id,
    payments.c.status,
    payments.c.method,
    payments.c.currency,
    payments.c.amount_minor,
    payments.c.captured_minor,
    payments.c.refunded_minor,
    payments.c.failure,
    payments.c.delay,
    payments.c.action_url,
    payments.c.created_at,
)


class OwnPayment(Value):
    id: UUID
    order_id: UUID
    status: Status
    method: str
    amount: Money
    captured: Money
    refunded: Money
    failure: str
    delay: str
    action_url: str
    created_at: datetime


class ShowOwnPayment(Query[OwnPayment]):
    id: UUID


async def show_own_payment(tx: Transaction, query: ShowOwnPayment) -> OwnPayment:
    mine = (payments.c.id == query.id, payments.c.person_id == tx.actor.id)
    row = (await tx.execute(select(*COLUMNS).where(*mine))).mappings().one_or_none()
    if row is None:
        raise NotFound("payment")
    return OwnPayment(
        id=row["id"],
        order_id=row["order_id"],
        status=row["status"],
        method=row["method"],
        amount=Money(minor=row["amount_minor"], currency=row["currency"]),
        captured=Money(minor=row["captured_minor"], currency=row["currency"]),
        refunded=Money(minor=row["refunded_minor"], currency=row["currency"]),
        failure=row["failure"],
        delay=row["delay"],
        action_url=row["action_url"],
        created_at=row["created_at"],
    )
