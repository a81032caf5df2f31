"""A new product that a file names twice: as if the first were there already."""

import itertools

import pytest
from msgspec.structs import replace

from modules.catalog.domain.attributes import ChoiceAttribute
from modules.catalog.domain.import_changes import change_by
from modules.catalog.domain.import_repeats import said_again
from modules.catalog.domain.media import Picture
from modules.catalog.domain.new_product import NewProduct, NewVariant, make_product
from souk.kernel import new_id
from tests.catalog.domain.made import NOON, euros

BLACK = NewVariant(sku="BLK", price=euros(100), options={"colour": "black"}, weight_grams=10, on_hand=3)
RED = NewVariant(sku="RED", price=euros(100), options={"colour": "red"})
FIRST = NewProduct(
    name="Aura",
    category="audio",
    slug="aura",
    description="Quiet.",
    attributes=(ChoiceAttribute(name="brand", value="Lumara"),),
    media=(Picture(address="/one.svg", alt=""),),
    variants=(BLACK,),
)
WORDS: list[dict[str, object]] = [
    {},
    {"name": "Aura 2"},
    {"description": ""},
    {"description": "Quieter."},
    {"attributes": ()},
    {"attributes": (ChoiceAttribute(name="brand", value="Norvik"),)},
    {"attributes": (ChoiceAttribute(name="colour", value="teal"),)},
    {"media": ()},
    {"media": (Picture(address="/two.svg", alt=""),)},
]
OFFERS = [
    (BLACK,),
    (RED,),
    (replace(BLACK, price=euros(90)),),
    (replace(BLACK, options={}, weight_grams=0, on_hand=9), RED),
    (replace(BLACK, options={"colour": "grey"}, weight_grams=11),),
]


@pytest.mark.parametrize(("words", "offers"), list(itertools.product(WORDS, OFFERS)))
def test_it_is_as_if_the_first_had_been_there(words, offers):
    again = replace(FIRST, **words, variants=offers)
    category = new_id()
    there = make_product(FIRST, category_id=category, next_id=new_id, at=NOON)
    change_by(there, again, category_id=category, next_id=new_id, at=NOON)
    both = make_product(said_again(FIRST, again), category_id=category, next_id=new_id, at=NOON)
    assert shape(both) == shape(there)


def test_what_there_is_of_it_was_said_at_first():
    again = said_again(FIRST, replace(FIRST, variants=(replace(BLACK, on_hand=9),)))
    assert [variant.on_hand for variant in again.variants] == [3]


def shape(product):
    words = (product.name, product.description, product.attributes, product.media)
    return words, [(v.sku, v.options, v.price, v.weight_grams, v.position) for v in product.variants]
