"""GET /api/admin/payments/{id}."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from modules.payments.domain.lifecycle import Happening, Status
from modules.payments.domain.operation import Kind, Progress
from modules.payments.permissions import SEE
from modules.payments.show_payment.handler import ShowPayment
from souk.bus import Bus
from souk.http import Shown, get, requires
from souk.kernel import NotFound


class OperationShown(Shown):
    id: UUID
    kind: Kind
    amount: Decimal
    reason: str
    progress: Progress
    failure: str | None
    wanted_at: datetime
    ended_at: datetime | None


class LineShown(Shown):
    number: int
    happening: Happening
    amount: Decimal
    reference: str
    refund_id: UUID | None
    recorded_at: datetime


class PaymentShown(Shown):
    id: UUID
    order_id: UUID
    person_id: UUID | None
    provider: str
    reference: str
    method: str
    status: Status
    amount: Decimal
    authorized: Decimal
    captured: Decimal
    refunded: Decimal
    refundable: Decimal
    currency: str
    failure: str | None
    delay: str | None
    created_at: datetime
    operations: list[OperationShown]
    ledger: list[LineShown]


@get("/api/admin/payments/{id}", policy=requires(SEE), refuses=[NotFound])
async def get_payment(id: UUID, bus: Bus) -> PaymentShown:
    """Show a payment with everything that was wanted of the provider and everything that happened."""
    found = await bus.ask(ShowPayment(id=id))
    return PaymentShown(
        id=found.id,
        order_id=found.order_id,
        person_id=found.person_id,
        provider=found.provider,
        reference=found.reference,
        method=found.method,
        status=found.status,
        amount=found.amount.major,
        authorized=found.authorized.major,
        captured=found.captured.major,
        refunded=found.refunded.major,
        refundable=found.refundable.major,
        currency=found.amount.currency,
        failure=found.failure or None,
        delay=found.delay or None,
        created_at=found.created_at,
        operations=[
            OperationShown(
                id=wish.id,
                kind=wish.kind,
                amount=wish.amount.major,
                reason=wish.reason,
                progress=wish.progress,
                failure=wish.failure or None,
                wanted_at=wish.wanted_at,
                ended_at=wish.ended_at,
            )
            for wish in found.operations
        ],
        ledger=[
            LineShown(
                number=line.number,
                happening=line.happening,
                amount=line.amount.major,
                reference=line.reference,
                refund_id=line.refund_id,
                recorded_at=line.recorded_at,
            )
            for line in found.ledger
        ],
    )
