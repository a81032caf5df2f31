"""DELETE /api/cart/items/{id}."""

from uuid import UUID

from modules.cart.edge import READS, CartShown, shown_to, visitor_of
from modules.cart.remove_item.handler import RemoveItem
from souk.bus import Bus
from souk.http import Reply, Visit, anyone, delete
from souk.kernel import NotFound, Stale


@delete("/api/cart/items/{id}", policy=anyone, reads=READS, refuses=[NotFound, Stale])
async def delete_item(id: UUID, visit: Visit, bus: Bus) -> Reply[CartShown]:
    """Take it out of the cart."""
    visitor = visitor_of(visit, bus)
    command = RemoveItem(
        line_id=id,
        guest_key=visitor.guest_key,
        expected_version=visit.may_expect_version(),
    )
    return shown_to(visitor, await bus.do(command))
