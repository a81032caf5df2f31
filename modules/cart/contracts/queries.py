"""What cart tells others when asked."""

from uuid import UUID

from souk.kernel import Value
from souk.messages import Query


class CartItem(Value):
    variant_id: UUID
    quantity: int


class CartContents(Value):
    """What lies in a cart, and under which version. No cart is an empty one of version 0."""

    items: list[CartItem]
    version: int
    coupon: str | None


class PeekIntoCart(Query[CartContents], wire="cart.peek_into_cart.v1"):
    """Asks for the actor's cart; with `guest_key` for that guest's too, which is added at its end."""

    guest_key: UUID | None = None
