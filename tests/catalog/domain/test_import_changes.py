"""What an import changes about a product that is there already."""

from collections.abc import Iterable
from uuid import UUID

import msgspec
import pytest

from modules.catalog.domain.attributes import ChoiceAttribute
from modules.catalog.domain.import_changes import Changes, PriceChange, change_by
from modules.catalog.domain.media import Picture
from modules.catalog.domain.new_product import NewProduct, NewVariant
from modules.catalog.domain.product import MixedCurrencies, Product
from souk.kernel import Money, new_id
from tests.catalog.domain.made import LATER, NOON, euros, on_sale

BLACK = NewVariant(sku="AURA-BLACK", price=euros(59999), options={"colour": "black"}, weight_grams=264)
SAME = NewProduct(name="Aura", category="audio", description="Headphones.", variants=(BLACK,))


def changed(product: Product, new: NewProduct, category_id: UUID | None = None) -> Changes:
    return change_by(product, new, category_id=category_id or product.category_id, next_id=new_id, at=LATER)


def said(variants: Iterable[NewVariant] = (BLACK,), **changes: object) -> NewProduct:
    return msgspec.structs.replace(SAME, variants=tuple(variants), **changes)


def black(**changes: object) -> NewVariant:
    return msgspec.structs.replace(BLACK, **changes)


def test_the_same_again_changes_nothing():
    product = on_sale()
    changes = changed(product, SAME)
    assert not changes.any
    assert product.updated_at == NOON


@pytest.mark.parametrize(
    "words",
    [
        {"name": "Aura 2"},
        {"description": "Better."},
        {"attributes": (ChoiceAttribute(name="brand", value="Lumara"),)},
        {"media": (Picture(address="/new.svg", alt=""),)},
    ],
)
def test_what_is_said_otherwise_is_changed(words):
    product = on_sale()
    changes = changed(product, said(**words))
    assert (changes.words, changes.changed, changes.added) == (True, [], [])
    assert product.updated_at == LATER


def test_a_product_moves_to_another_category():
    product, elsewhere = on_sale(), new_id()
    assert changed(product, SAME, elsewhere).any
    assert product.category_id == elsewhere


def test_an_empty_cell_takes_nothing_away():
    product = on_sale()
    product.attributes = [ChoiceAttribute(name="brand", value="Lumara")]
    new = said([black(options={}, weight_grams=0)], description="", attributes=())
    assert not changed(product, new).any
    assert (product.description, len(product.attributes)) == ("Headphones.", 1)
    assert product.variants[0].weight_grams == 264


def test_a_new_picture_comes_first_and_one_that_is_shown_stays_where_it_is():
    product = on_sale()
    old, new = Picture(address="/old.svg", alt=""), Picture(address="/new.svg", alt="")
    product.media = [old]
    changed(product, said(media=(new,)))
    assert product.media == [new, old]
    assert not changed(product, said(media=(old,))).any


def test_a_price_that_changes_is_told_with_the_old_one():
    product = on_sale()
    changes = changed(product, said([black(price=euros(49999))]))
    (variant,) = product.variants
    assert (changes.changed, variant.price) == ([variant.id], euros(49999))
    assert changes.prices == [
        PriceChange(product_id=product.id, variant_id=variant.id, old=euros(59999), new=euros(49999))
    ]


def test_another_weight_is_a_change_and_no_new_price():
    product = on_sale()
    changes = changed(product, said([black(weight_grams=300)]))
    assert (len(changes.changed), changes.prices) == (1, [])


def test_an_unknown_sku_is_a_new_variant_and_no_variant_is_taken_away():
    product = on_sale("black", "white")
    red = NewVariant(sku="AURA-RED", price=euros(1), options={"colour": "red"})
    changes = changed(product, said([red]))
    assert changes.added == [product.variants[2].id]
    assert [variant.sku for variant in product.variants] == ["AURA-BLACK", "AURA-WHITE", "AURA-RED"]


def test_the_rules_of_a_product_hold_for_an_import_too():
    red = NewVariant(sku="AURA-RED", price=Money(minor=1, currency="USD"), options={"colour": "red"})
    with pytest.raises(MixedCurrencies):
        changed(on_sale(), said([red]))
