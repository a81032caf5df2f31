"""POST /api/cart/items."""

from uuid import UUID

from modules.cart.add_item.handler import AddItem
from modules.cart.domain.cart import CartFull, OtherCurrency
from modules.cart.domain.lines import Quantity, TooManyOfOne
from modules.cart.domain.offers import NotForSale
from modules.cart.edge import READS, CartShown, shown_to, visitor_of
from souk.bus import Bus
from souk.http import Body, Reply, Visit, anyone, post
from souk.kernel import Stale


class AddedItemBody(Body):
    """`productId` or `variantId`: a product stands for its only or first variant."""

    quantity: Quantity = 1
    product_id: UUID | None = None
    variant_id: UUID | None = None

    def __post_init__(self) -> None:
        if (self.product_id is None) == (self.variant_id is None):
            raise ValueError("either productId or variantId is required")


@post(
    "/api/cart/items",
    policy=anyone,
    status=201,
    reads=READS,
    refuses=[NotForSale, TooManyOfOne, CartFull, OtherCurrency, Stale],
    example={"productId": "0190a6c2-7d1e-7c3a-9a54-3f1f6f0f2a11", "quantity": 1},
)
async def post_item(body: AddedItemBody, visit: Visit, bus: Bus) -> Reply[CartShown]:
    """Put something into the cart; what lies there already is added up."""
    visitor = visitor_of(visit, bus)
    command = AddItem(
        product_id=body.product_id,
        variant_id=body.variant_id,
        quantity=body.quantity,
        guest_key=visitor.guest_key,
        expected_version=visit.may_expect_version(),
    )
    return shown_to(visitor, await bus.do(command))
