"""GET /api/payments/{id}."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from modules.payments.domain.lifecycle import Status
from modules.payments.show_own_payment.handler import ShowOwnPayment
from souk.bus import Bus
from souk.http import Shown, get, signed_in
from souk.kernel import NotFound


class OwnPaymentShown(Shown):
    id: UUID
    order_id: UUID
    status: Status
    method: str
    amount: Decimal
    captured: Decimal
    refunded: Decimal
    currency: str
    failure: str | None
    delay: str | None
    action_url: str | None
    created_at: datetime


@get("/api/payments/{id}", policy=signed_in, refuses=[NotFound])
async def get_own_payment(id: UUID, bus: Bus) -> OwnPaymentShown:
    """Show one of the signed-in person's payments; `actionUrl` is where they have to go, if anywhere."""
    found = await bus.ask(ShowOwnPayment(id=id))
    return OwnPaymentShown(
        id=found.id,
        order_id=found.order_id,
        status=found.status,
        method=found.method,
        amount=found.amount.major,
        captured=found.captured.major,
        refunded=found.refunded.major,
        currency=found.amount.currency,
        failure=found.failure or None,
        delay=found.delay or None,
        action_url=found.action_url or None,
        created_at=found.created_at,
    )
