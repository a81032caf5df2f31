"""What a checkout is about: orders makes the order, once for each version of a cart."""

from uuid import UUID

from modules.cart.domain.cart import CartEmpty
from modules.cart.domain.opening import Whose
from modules.cart.tables.keeping import find
from souk.database import Transaction
from souk.kernel import Refusal, Value
from souk.messages import Query


class CartUnseen(Refusal):
    """What was put together before signing in is still to be added to the cart: look at it first."""


class CheckoutItem(Value):
    variant_id: UUID
    quantity: int


class Checkout(Value):
    """What is to be ordered, of which version of which cart."""

    cart_id: UUID
    cart_version: int
    items: list[CheckoutItem]
    coupon: str | None


class PrepareCheckout(Query[Checkout]):
    """Only asks: the one command of a checkout is PlaceOrder, so that its key stands for the order itself."""

    guest_key: UUID | None = None
    expected_version: int | None = None


async def prepare_checkout(tx: Transaction, query: PrepareCheckout) -> Checkout:
    """Whoever brings a cart along from before signing in looks at what the two become before buying it."""
    found = await find(tx, Whose(tx.actor.id, query.guest_key))
    filled = [cart for cart in found if cart.lines]
    if len(filled) > 1:
        raise CartUnseen
    cart = next(iter(filled or found), None)
    if cart is None:
        raise CartEmpty
    about = cart.ready(query.expected_version)
    return Checkout(
        cart_id=about.cart_id,
        cart_version=about.version,
        items=[CheckoutItem(variant_id=line.variant_id, quantity=line.quantity) for line in about.lines],
        coupon=about.coupon,
    )
