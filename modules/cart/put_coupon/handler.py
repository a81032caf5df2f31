"""Put a coupon on the cart, if an order of what lies in it could use it."""

from uuid import UUID

from modules.cart.contracts.queries import PeekIntoCart
from modules.cart.domain.cart import Cart, CartEmpty
from modules.cart.domain.offers import Looked
from modules.cart.domain.showing import ChangeCart, ShownCart
from modules.orders.contracts.commands import CouponCode, OrderedItem
from modules.orders.contracts.queries import QuoteOrder
from souk.database import Transaction
from souk.messages import Command


class PutCoupon(Command[ShownCart]):
    """Orders says whether it holds, and says so again at checkout: a use of it is promised to nobody."""

    code: CouponCode
    guest_key: UUID | None = None
    expected_version: int | None = None


async def put_coupon(tx: Transaction, command: PutCoupon, *, change: ChangeCart) -> ShownCart:
    code = await _valid(tx, command)

    def put(cart: Cart, _: Looked) -> None:
        cart.put_coupon(code, at=tx.now)

    return await change(tx, command.guest_key, put, expected=command.expected_version, without=CartEmpty())


async def _valid(tx: Transaction, command: PutCoupon) -> str:
    contents = await tx.ask(PeekIntoCart(guest_key=command.guest_key))
    if not contents.items:
        raise CartEmpty
    items = tuple(OrderedItem(variant_id=each.variant_id, quantity=each.quantity) for each in contents.items)
    quote = await tx.ask(QuoteOrder(items=items, coupon=command.code))
    return quote.coupon or command.code
