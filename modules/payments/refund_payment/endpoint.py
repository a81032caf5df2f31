"""POST /api/admin/payments/{id}/refunds."""

from uuid import UUID

from modules.payments.contracts.commands import Reason
from modules.payments.domain.amounts import NotAnAmount
from modules.payments.domain.payment import MoreThanIsLeft
from modules.payments.permissions import REFUND
from modules.payments.refund_payment.handler import RefundByHand
from souk.bus import Bus
from souk.http import Amount, Body, Shown, post, requires
from souk.kernel import NotFound


class RefundBody(Body):
    amount: Amount
    reason: Reason


class RefundAccepted(Shown):
    refund_id: UUID
    payment_id: UUID
    accepted: bool = True


@post(
    "/api/admin/payments/{id}/refunds",
    policy=requires(REFUND),
    status=202,
    refuses=[NotFound, MoreThanIsLeft, NotAnAmount],
    needs_key=True,
)
async def post_refund(id: UUID, body: RefundBody, bus: Bus) -> RefundAccepted:
    """Give back a part or all of what is left; the outcome shows on the payment."""
    refund_id = await bus.do(RefundByHand(payment_id=id, amount=body.amount.text, reason=body.reason))
    return RefundAccepted(refund_id=refund_id, payment_id=id)
