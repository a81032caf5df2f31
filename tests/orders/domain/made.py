"""Orders made for the tests of their rules."""

from datetime import UTC, datetime

from modules.orders.domain.addresses import Address
from modules.orders.domain.changes import Change
from modules.orders.domain.order import Order
from modules.orders.domain.paying import first_attempt
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
    lines = [
        BasketLine(goods=goods(Money(minor=cents, currency="EUR")), quantity=quantity)
        for cents, quantity in wanted or ((1000, 3), (599, 2))
    ]
    rules = PriceRules(shipping=ShippingTable(methods=(STANDARD,)), taxes=TaxTable())
    totals = price(basket_of(lines), rules, at=NOON)
    made = place(totals, Buyer(person_id=new_id()), Wishes(shipping_address=HOME), id=new_id(), at=NOON)
    first_attempt(made, id=new_id(), method="credit_card", token=None, at=NOON)
    return made
