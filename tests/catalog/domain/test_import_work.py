"""What of a product is to be written after an import has said something of it, perhaps more than once."""

import msgspec

from modules.catalog.domain.import_changes import change_by
from modules.catalog.domain.import_work import Revised
from modules.catalog.domain.new_product import NewProduct, NewVariant
from souk.kernel import new_id
from tests.catalog.domain.made import LATER, euros, on_sale

BLACK = NewVariant(sku="AURA-BLACK", price=euros(49999), options={"colour": "black"}, weight_grams=264)
WHITE = msgspec.structs.replace(BLACK, sku="AURA-WHITE", options={"colour": "white"})


def hear(revised: Revised, *variants: NewVariant) -> None:
    said = NewProduct(name="Aura", category="audio", description="Headphones.", variants=variants)
    category = revised.product.category_id
    changes = change_by(revised.product, said, category_id=category, next_id=new_id, at=LATER)
    revised.heard(said, changes)


def test_a_variant_that_was_there_is_altered_and_a_new_one_is_offered():
    revised = Revised(product=on_sale("black"))
    hear(revised, BLACK, WHITE)
    assert [variant.sku for variant in revised.altered] == ["AURA-BLACK"]
    assert [(variant.sku, said) for variant, said in revised.offered] == [("AURA-WHITE", WHITE)]


def test_a_new_one_that_is_named_again_is_still_only_offered():
    revised = Revised(product=on_sale("black"))
    hear(revised, WHITE)
    hear(revised, msgspec.structs.replace(WHITE, price=euros(39999)))
    assert revised.altered == []
    assert [variant.price for variant, _ in revised.offered] == [euros(39999)]


def test_what_is_said_again_alters_nothing():
    revised = Revised(product=on_sale("black"))
    hear(revised, msgspec.structs.replace(BLACK, price=euros(59999)))
    assert revised.altered == []
    assert revised.offered == []
