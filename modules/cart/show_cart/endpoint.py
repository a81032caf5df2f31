"""GET /api/cart."""

from modules.cart.edge import READS, CartShown, shown_to, visitor_of
from modules.cart.show_cart.handler import ShowCart
from souk.bus import Bus
from souk.http import Reply, Visit, anyone, get


@get("/api/cart", policy=anyone, reads=READS)
async def get_cart(visit: Visit, bus: Bus) -> Reply[CartShown]:
    """Show the cart at today's prices. A guest gets a token for it, as a cookie and as `X-Cart-Token`."""
    visitor = visitor_of(visit, bus)
    return shown_to(visitor, await bus.do(ShowCart(guest_key=visitor.guest_key)))
