"""Making a product out of what is said about it."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from modules.catalog.domain.attributes import ChoiceAttribute
from modules.catalog.domain.new_product import (
    NewProduct,
    NewVariant,
    check_new,
    first_stock,
    make_product,
)
from modules.catalog.domain.product import NothingToSell, ProductStatus
from modules.catalog.domain.stock import Cause, Movement, Stock
from souk.kernel import Money, Refusal, new_id

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
PRICE = Money(minor=59999, currency="EUR")
BLACK = NewVariant(sku="BLK", price=PRICE, options={"colour": "black"}, on_hand=12, low_threshold=3)
RED = NewVariant(sku="RED", price=PRICE, options={"colour": "red"})


def made(new: NewProduct):
    return make_product(new, category_id=new_id(), next_id=new_id, at=NOON)


def test_it_is_on_sale_unless_it_is_to_stay_a_draft():
    said = {"name": "Aura", "category": "audio", "variants": (BLACK,)}
    assert made(NewProduct(**said)).status is ProductStatus.ACTIVE
    assert made(NewProduct(**said, draft=True)).status is ProductStatus.DRAFT


def test_it_gets_a_slug_from_its_name_if_none_is_given():
    said = {"name": "Aura 3", "category": "audio", "draft": True}
    assert made(NewProduct(**said)).slug == "aura-3"
    assert made(NewProduct(**said, slug="mine")).slug == "mine"


def test_only_a_draft_may_lack_variants():
    with pytest.raises(NothingToSell):
        made(NewProduct(name="Aura", category="audio"))
    assert made(NewProduct(name="Aura", category="audio", draft=True)).variants == []


def test_each_variant_gets_its_stock_and_the_first_row_of_its_ledger():
    new = NewProduct(name="Aura", category="audio", variants=(BLACK, RED))
    product = made(new)
    rows = list(first_stock(product, new, Cause(next_id=new_id, actor_id=None, at=NOON)))
    stocks = [row for row in rows if isinstance(row, Stock)]
    movements = [row for row in rows if isinstance(row, Movement)]
    black, red = product.variants
    assert [(s.variant_id, s.on_hand, s.low_threshold) for s in stocks] == [(black.id, 12, 3), (red.id, 0, 0)]
    assert [(m.variant_id, m.on_hand_change) for m in movements] == [(black.id, 12), (red.id, 0)]


SAID = NewProduct(name="Aura", category="audio", slug="aura", variants=(BLACK, RED))
BRAND = ChoiceAttribute(name="brand", value="Lumara")
MANY = tuple(replace(BLACK, sku=f"S-{n}", options={"size": str(n)}) for n in range(101))


@pytest.mark.parametrize(
    "otherwise",
    [
        {},
        {"slug": "suggest"},
        {"attributes": (BRAND, BRAND)},
        {"variants": ()},
        {"variants": (), "draft": True},
        {"variants": MANY},
        {"variants": MANY[:100]},
        {"variants": (BLACK, replace(RED, price=Money(minor=1, currency="CHF")))},
        {"variants": (BLACK, replace(RED, options={"colour": "black"}))},
        {"variants": (replace(BLACK, options={}), replace(RED, options={}))},
    ],
)
def test_checking_refuses_for_the_reason_for_which_making_would(otherwise):
    new = replace(SAID, **otherwise)
    assert reason(lambda: check_new(new)) == reason(lambda: made(new))


def reason(trying: Callable[[], object]) -> type[Refusal] | None:
    try:
        trying()
    except Refusal as refusal:
        return type(refusal)
    return None
