"""Orders made for the tests of their rules, and brought to the stage where a test begins."""

from datetime import UTC, datetime

from modules.orders.domain import paying, sending
from modules.orders.domain.addresses import Address
from modules.orders.domain.changes import Change
from modules.orders.domain.errands import Errand, ErrandKind, Goods
from modules.orders.domain.order import Order
from modules.orders.domain.parcels import Parcel
from modules.orders.domain.placing import Buyer, Wishes, place
from modules.orders.domain.pricing.baskets import BasketLine, basket_of
from modules.orders.domain.pricing.shipping import ShippingMethod, ShippingTable, Step
from modules.orders.domain.pricing.taxes import TaxTable
from modules.orders.domain.pricing.totals import PriceRules, price
from souk.kernel import Money, new_id
from tests.orders.domain.goods import goods

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
STANDARD = ShippingMethod(
    code="standard", name="Standard", currency="EUR", steps=(Step(begins=0, price_minor=490),)
)
HOME = Address(street="1 Market Street", city="Berlin", zip_code="10115", country="DE")


def change(at: datetime = NOON) -> Change:
    return Change(at=at, next_id=new_id)


def order(*wanted: tuple[int, int]) -> Order:
    """An order of (price in cents, quantity), sent for 4.90."""
    made = unpaid(*wanted)
    paying.first_attempt(made, id=new_id(), method="credit_card", token=None, at=NOON)
    return made


def unpaid(*wanted: tuple[int, int], shipping: ShippingMethod = STANDARD) -> Order:
    """An order of which nobody has said yet how it is to be paid."""
    lines = [
        BasketLine(goods=goods(Money(minor=cents, currency="EUR")), quantity=quantity)
        for cents, quantity in wanted or ((1000, 3), (599, 2))
    ]
    rules = PriceRules(shipping=ShippingTable(methods=(shipping,)), taxes=TaxTable())
    totals = price(basket_of(lines), rules, at=NOON)
    buyer, wishes = Buyer(person_id=new_id()), Wishes(shipping_address=HOME)
    return place(totals, buyer, wishes, id=new_id(), at=NOON)


def promised(*wanted: tuple[int, int]) -> Order:
    """Its goods are reserved, and payments is asked to charge for them."""
    made = order(*wanted)
    paying.stock_promised(made, change())
    return made


def authorized(*wanted: tuple[int, int]) -> Order:
    """The bank has set the money aside; we have not taken it."""
    made = promised(*wanted)
    paying.payment_authorized(made, made.attempts[0].id, change())
    return made


def paid(*wanted: tuple[int, int]) -> Order:
    made = promised(*wanted)
    paying.payment_captured(made, made.attempts[0].id, made.total, made.total, change())
    return made


def sent(*wanted: tuple[int, int]) -> Order:
    """All of it left the house in one parcel."""
    made = paid(*wanted)
    sending.send(made, parcel(made, *(line.quantity for line in made.lines)), change())
    return made


def arrived(*wanted: tuple[int, int]) -> Order:
    made = sent(*wanted)
    sending.arrive(made, change())
    return made


def some(of: Order, *counts: int) -> tuple[Goods, ...]:
    """So many of each line, in their order; none of a line leaves it out."""
    return tuple(
        Goods(variant_id=line.variant_id, quantity=count)
        for line, count in zip(of.lines, counts, strict=False)
        if count
    )


def parcel(of: Order, *counts: int) -> Parcel:
    return Parcel(id=new_id(), goods=some(of, *counts), sent_at=NOON)


def wanted(made: Change, kind: ErrandKind) -> list[Errand]:
    """The errands of that kind which follow from the change."""
    return [errand for errand in made.errands if errand.kind is kind]
