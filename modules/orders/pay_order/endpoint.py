"""POST /api/orders/{id}/pay."""

from uuid import UUID

from modules.orders.contracts.commands import PaymentMethod, PaymentToken
from modules.orders.domain.paying import TooLateToPay
from modules.orders.domain.stages import NotPossibleNow
from modules.orders.order_edge import GUEST, OrderShown, shown
from modules.orders.pay_order.handler import PayOrder
from souk.bus import Bus
from souk.http import Body, Turn, Visit, anyone, post
from souk.kernel import CardNumberSeen, NotFound


class PayBody(Body):
    payment_method: PaymentMethod
    payment_token: PaymentToken | None = None


@post(
    "/api/orders/{id}/pay",
    policy=anyone,
    status=202,
    turn=Turn.FIRST,
    needs_key=True,
    reads=[GUEST],
    refuses=[CardNumberSeen, NotFound, NotPossibleNow, TooLateToPay],
)
async def post_payment(id: UUID, body: PayBody, bus: Bus, visit: Visit) -> OrderShown:
    """Pay again after a payment failed, as long as the goods are reserved. The outcome comes later."""
    command = PayOrder(
        order_id=id,
        payment_method=body.payment_method,
        payment_token=body.payment_token,
        guest_token=visit.header(GUEST),
    )
    return shown(await bus.do(command))
