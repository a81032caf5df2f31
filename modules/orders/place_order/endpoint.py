"""POST /api/orders."""

from typing import Annotated

from msgspec import Meta

from modules.orders.contracts.commands import MOST_LINES
from modules.orders.contracts.order_form import EXAMPLE, ItemForm, OrderForm, OrderTaken, order_taken
from modules.orders.domain.placing import CartAlreadyOrdered, GuestNeedsEmail, OutOfStock
from modules.orders.domain.pricing.baskets import MixedCurrencies, NotForSale, TotalTooLarge
from modules.orders.domain.pricing.coupons import CouponNeedsMore, CouponUnknown, CouponUsedUp
from modules.orders.domain.pricing.shipping import ShippingNotPossible
from souk.bus import Bus
from souk.http import Body, Turn, Visit, anyone, post
from souk.kernel import CardNumberSeen


class OrderBody(OrderForm, Body, kw_only=True):  # said once more, for mypy loses it between two bases
    items: Annotated[tuple[ItemForm, ...], Meta(min_length=1, max_length=MOST_LINES)]


@post(
    "/api/orders",
    policy=anyone,
    status=201,
    turn=Turn.FIRST,
    reads=["Accept-Language"],
    refuses=[
        OutOfStock,
        NotForSale,
        MixedCurrencies,
        TotalTooLarge,
        ShippingNotPossible,
        CouponUnknown,
        CouponNeedsMore,
        CouponUsedUp,
        CardNumberSeen,
        CartAlreadyOrdered,
        GuestNeedsEmail,
    ],
    example={"items": [{"productId": "0190a6c2-7d1e-7c3a-9a54-3f1f6f0f2a11", "quantity": 1}], **EXAMPLE},
)
async def post_order(body: OrderBody, bus: Bus, visit: Visit) -> OrderTaken:
    """Order these items. Guests leave an e-mail address and get a `guestToken` to see the order by."""
    items = tuple(form.item for form in body.items)
    return order_taken(await bus.do(body.order(items, visit.languages)))
