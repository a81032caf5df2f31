"""What a paid order has brought in."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.orders.domain.lines import OrderLine
from modules.orders.domain.order import Order
from modules.orders.domain.sales import SOLD, sales_of
from modules.orders.domain.stages import Stage
from souk.kernel import Money, new_id
from tests.examples import A_FEW
from tests.orders.domain.made import order as made_order

VARIANT = new_id()


def line(quantity: int, **changes) -> OrderLine:
    said = {
        "variant_id": VARIANT,
        "product_id": new_id(),
        "sku": "SKU",
        "name": "Phone",
        "options": {},
        "image_url": None,
        "category_id": new_id(),
        "category_path": ("electronics", "phones"),
        "weight_grams": 1,
        "quantity": quantity,
        "unit_price": Money(minor=1000, currency="EUR"),
        "discount": Money(minor=100, currency="EUR"),
        "tax_percent": Decimal(10),
        "tax": Money(minor=90, currency="EUR"),
        "included_tax": Money.zero("EUR"),
    }
    return OrderLine(**(said | changes))


def order(*lines: OrderLine, stage: Stage = Stage.FULFILLED) -> Order:
    made = made_order()
    made.lines, made.stage = lines, stage
    made.placed_at = datetime(2026, 3, 1, 23, 59, tzinfo=UTC)
    return made


def test_counts_what_was_kept():
    (sale,) = sales_of(order(line(4, cancelled=1, sent=3, returned=1)))
    assert (sale.quantity, sale.gross, sale.discount, sale.tax, sale.revenue) == (2, 2000, 50, 45, 1995)
    assert (sale.category, str(sale.day)) == ("phones", "2026-03-01")


def test_two_lines_of_one_variant_are_one_sale():
    (sale,) = sales_of(order(line(1), line(2)))
    assert (sale.quantity, sale.revenue) == (3, 3000 - 200 + 180)


def test_tax_in_the_price_is_told_and_is_no_extra_revenue():
    included = line(1, tax=Money.zero("EUR"), included_tax=Money(minor=80, currency="EUR"))
    (sale,) = sales_of(order(included))
    assert (sale.tax, sale.revenue) == (80, 900)


@pytest.mark.parametrize("reached", [stage for stage in Stage if stage not in SOLD])
def test_before_it_is_paid_and_after_it_is_given_up_nothing_is_sold(reached: Stage):
    (sale,) = sales_of(order(line(3), stage=reached))
    assert (sale.quantity, sale.gross, sale.discount, sale.tax, sale.revenue) == (0, 0, 0, 0, 0)


@A_FEW
@given(st.integers(1, 99), st.integers(0, 99), st.integers(0, 10**6), st.integers(0, 10**6))
def test_all_of_it_is_all_of_the_money_and_none_is_none(quantity: int, returned: int, off: int, tax: int):
    amounts = {"discount": Money(minor=off, currency="EUR"), "tax": Money(minor=tax, currency="EUR")}
    back = min(returned, quantity)
    (whole,) = sales_of(order(line(quantity, **amounts)))
    assert whole.revenue == 1000 * quantity - off + tax
    (rest,) = sales_of(order(line(quantity, sent=quantity, returned=back, **amounts)))
    assert 0 <= rest.discount <= off
    assert rest.quantity == quantity - back
    assert rest.quantity or rest.revenue == 0
