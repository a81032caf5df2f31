"""PATCH /api/cart/items/{id}."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta

from modules.cart.change_item.handler import ChangeItem
from modules.cart.domain.lines import MOST_OF_ONE
from modules.cart.edge import READS, CartShown, shown_to, visitor_of
from souk.bus import Bus
from souk.http import Body, Reply, Visit, anyone, patch
from souk.kernel import NotFound, Stale


class QuantityBody(Body):
    quantity: Annotated[int, Meta(ge=0, le=MOST_OF_ONE)]


@patch("/api/cart/items/{id}", policy=anyone, reads=READS, refuses=[NotFound, Stale])
async def patch_item(id: UUID, body: QuantityBody, visit: Visit, bus: Bus) -> Reply[CartShown]:
    """Have so many of it from now on; 0 takes it out."""
    visitor = visitor_of(visit, bus)
    command = ChangeItem(
        line_id=id,
        quantity=body.quantity,
        guest_key=visitor.guest_key,
        expected_version=visit.may_expect_version(),
    )
    return shown_to(visitor, await bus.do(command))
