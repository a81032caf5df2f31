"""One payment with all that was wanted of the provider and all that happened."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from modules.payments.domain.ledger import Entry
from modules.payments.domain.lifecycle import Happening, Status
from modules.payments.domain.operation import Kind, Operation, Progress
from modules.payments.domain.payment import Payment
from modules.payments.tables import entries, operations
from souk.database import Transaction
from souk.kernel import Money, NotFound, Value
from souk.messages import Query


class Wish(Value):
    id: UUID
    kind: Kind
    amount: Money
    reason: str
    progress: Progress
    failure: str
    wanted_at: datetime
    ended_at: datetime | None


class Line(Value):
    number: int
    happening: Happening
    amount: Money
    reference: str
    refund_id: UUID | None
    recorded_at: datetime


class Account(Value):
    id: UUID
    order_id: UUID
    person_id: UUID | None
    provider: str
    reference: str
    method: str
    status: Status
    amount: Money
    authorized: Money
    captured: Money
    refunded: Money
    refundable: Money
    failure: str
    delay: str
    created_at: datetime
    operations: list[Wish]
    ledger: list[Line]


class ShowPayment(Query[Account]):
    id: UUID


async def show_payment(tx: Transaction, query: ShowPayment) -> Account:
    payment = await tx.get(Payment, query.id)
    if payment is None or not payment.provider:
        raise NotFound("payment")
    wishes = (
        select(Operation)
        .where(operations.c.payment_id == query.id)
        .order_by(operations.c.wanted_at, operations.c.id)
    )
    lines = select(Entry).where(entries.c.payment_id == query.id).order_by(entries.c.number)
    return Account(
        id=payment.id,
        order_id=payment.order_id,
        person_id=payment.person_id,
        provider=payment.provider,
        reference=payment.reference,
        method=payment.method,
        status=payment.status,
        amount=payment.amount,
        authorized=payment.authorized,
        captured=payment.captured,
        refunded=payment.refunded,
        refundable=payment.refundable,
        failure=payment.failure,
        delay=payment.delay,
        created_at=payment.created_at,
        operations=[
            Wish(
                id=wish.id,
                kind=wish.kind,
                amount=wish.amount,
                reason=wish.reason,
                progress=wish.progress,
                failure=wish.failure,
                wanted_at=wish.wanted_at,
                ended_at=wish.ended_at,
            )
            for wish in (await tx.execute(wishes)).scalars()
        ],
        ledger=[
            Line(
                number=line.number,
                happening=line.happening,
                amount=line.amount,
                reference=line.reference,
                refund_id=line.refund_id,
                recorded_at=line.recorded_at,
            )
            for line in (await tx.execute(lines)).scalars()
        ],
    )
