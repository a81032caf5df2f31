"""POST /api/admin/payments/{id}/void."""

from uuid import UUID

from modules.payments.contracts.commands import Reason
from modules.payments.permissions import CAPTURE
from modules.payments.void_payment.handler import VoidByHand
from souk.bus import Bus
from souk.http import Body, Shown, post, requires
from souk.kernel import NotFound


class VoidBody(Body):
    reason: Reason


class VoidAccepted(Shown):
    payment_id: UUID
    accepted: bool = True


@post(
    "/api/admin/payments/{id}/void",
    policy=requires(CAPTURE),
    status=202,
    refuses=[NotFound],
    needs_key=True,
)
async def post_void(id: UUID, body: VoidBody, bus: Bus) -> VoidAccepted:
    """See to it that a payment costs the customer nothing; the outcome shows on the payment."""
    await bus.do(VoidByHand(payment_id=id, reason=body.reason))
    return VoidAccepted(payment_id=id)
