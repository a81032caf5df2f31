"""POST /api/cart/checkout."""

import msgspec

from modules.cart.check_out.handler import CartUnseen, PrepareCheckout
from modules.cart.domain.cart import CartEmpty
from modules.cart.edge import READS, visitor_of
from modules.orders.contracts.commands import OrderedItem
from modules.orders.contracts.order_form import EXAMPLE, OrderForm, OrderTaken, order_taken
from souk.bus import Bus
from souk.http import Body, Turn, Visit, anyone, post
from souk.kernel import CardNumberSeen, Stale


class CheckoutBody(OrderForm, Body):
    """As for POST /api/orders, without the items. The cart's coupon counts unless another one is named."""


@post(
    "/api/cart/checkout",
    policy=anyone,
    status=201,
    turn=Turn.FIRST,
    reads=(*READS, "Accept-Language"),
    refuses=[CardNumberSeen, CartEmpty, CartUnseen, Stale],
    example=EXAMPLE,
)
async def post_checkout(body: CheckoutBody, visit: Visit, bus: Bus) -> OrderTaken:
    """Order what lies in the cart, once: refused as POST /api/orders would be, or `cart_already_ordered`."""
    visitor = visitor_of(visit, bus)
    checkout = await bus.ask(
        PrepareCheckout(guest_key=visitor.guest_key, expected_version=visit.may_expect_version())
    )
    items = tuple(OrderedItem(variant_id=item.variant_id, quantity=item.quantity) for item in checkout.items)
    command = msgspec.structs.replace(
        body.order(items, visit.languages),
        cart_id=checkout.cart_id,
        cart_version=checkout.cart_version,
        coupon=body.coupon or checkout.coupon,
    )
    return order_taken(await bus.do(command))
