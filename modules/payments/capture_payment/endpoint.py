"""POST /api/admin/payments/{id}/capture."""

from uuid import UUID

from modules.payments.capture_payment.handler import CaptureByHand
from modules.payments.domain.amounts import NotAnAmount
from modules.payments.domain.payment import MoreThanIsLeft, NothingToTake
from modules.payments.permissions import CAPTURE
from souk.bus import Bus
from souk.http import Amount, Body, Shown, post, requires
from souk.kernel import NotFound


class CaptureBody(Body):
    amount: Amount | None = None


class CaptureAccepted(Shown):
    payment_id: UUID
    accepted: bool = True


@post(
    "/api/admin/payments/{id}/capture",
    policy=requires(CAPTURE),
    status=202,
    refuses=[NotFound, NothingToTake, MoreThanIsLeft, NotAnAmount],
    needs_key=True,
)
async def post_capture(id: UUID, body: CaptureBody, bus: Bus) -> CaptureAccepted:
    """Take what was authorized, all of it or a part; the outcome shows on the payment."""
    await bus.do(CaptureByHand(payment_id=id, amount=body.amount.text if body.amount else None))
    return CaptureAccepted(payment_id=id)
