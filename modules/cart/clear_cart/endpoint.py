"""DELETE /api/cart."""

from modules.cart.clear_cart.handler import ClearCart
from modules.cart.edge import READS, CartShown, shown_to, visitor_of
from souk.bus import Bus
from souk.http import Reply, Visit, anyone, delete
from souk.kernel import Stale


@delete("/api/cart", policy=anyone, reads=READS, refuses=[Stale])
async def delete_cart(visit: Visit, bus: Bus) -> Reply[CartShown]:
    """Empty the cart, its coupon included."""
    visitor = visitor_of(visit, bus)
    command = ClearCart(guest_key=visitor.guest_key, expected_version=visit.may_expect_version())
    return shown_to(visitor, await bus.do(command))
