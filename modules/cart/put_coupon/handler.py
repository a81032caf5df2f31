"""Put a coupon on the cart, if an order of what lies in it could use it."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from modules.cart.contracts.queries import PeekIntoCart
from modules.cart.domain.cart import Cart, CartEmpty
from modules.cart.domain.offers import Looked
from modules.cart.domain.showing import ShownCart, show
from modules.orders.contracts.commands import CouponCode, OrderedItem
from modules.orders.contracts.queries import QuoteOrder
from souk.database import Transaction
from souk.messages import Command

Look = Callable[..., Awaitable[Looked]]
OpenCart = Callable[..., Awaitable[Cart | None]]


class PutCoupon(Command[ShownCart]):
    """Orders says whether it holds, and says so again at checkout: a use of it is promised to nobody."""

    code: CouponCode
    guest_key: UUID | None = None
    expected_version: int | None = None


async def put_coupon(
    tx: Transaction, command: PutCoupon, *, look: Look, open_cart: OpenCart, currency: str
) -> ShownCart:
    guest = command.guest_key
    code = await _valid(tx, command)
    looked = await look(tx, guest)
    cart = await open_cart(tx, guest, expected=command.expected_version, make=False)
    if cart is None:
        raise CartEmpty
    cart.put_coupon(code, at=tx.now)
    await tx.flush()
    return show(cart.id, cart.version, cart.lines, cart.coupon, offers=looked.offers, empty_in=currency)


async def _valid(tx: Transaction, command: PutCoupon) -> str:
    contents = await tx.ask(PeekIntoCart(guest_key=command.guest_key))
    if not contents.items:
        raise CartEmpty
    items = tuple(OrderedItem(variant_id=each.variant_id, quantity=each.quantity) for each in contents.items)
    quote = await tx.ask(QuoteOrder(items=items, coupon=command.code))
    return quote.coupon or command.code
