"""The finished shapes of a product, and what it is found by."""

import msgspec
import pytest

from modules.catalog.domain.attributes import (
    BooleanAttribute,
    ChoiceAttribute,
    NumberAttribute,
    TextAttribute,
)
from modules.catalog.domain.cache_tags import product_tag, reviews_tag
from modules.catalog.domain.card import Crumb, Offer, ProductFacts, card_of, list_of, page_of
from modules.catalog.domain.card_index import LONGEST_FACET, attribute_facet, index_of
from modules.catalog.domain.media import Picture
from souk.kernel import Money, new_id
from tests.catalog.domain.made import euros


def variant(minor: int, *, in_stock: bool = True, **options: str) -> Offer:
    return Offer(id=new_id(), sku=f"SKU-{minor}", options=options, price=euros(minor), in_stock=in_stock)


def facts(*offers: Offer, **changes) -> ProductFacts:
    said = {
        "id": new_id(),
        "slug": "cafe-creme",
        "name": "Café Crème",
        "description": "Strong & dark.",
        "way": [Crumb(slug="food", name="Food"), Crumb(slug="coffee", name="Coffee")],
        "attributes": [ChoiceAttribute(name="roast", value="Dark"), NumberAttribute(name="grams", value=250)],
        "media": [Picture(address="/a.svg", alt="A bag"), Picture(address="/b.svg", alt="")],
        "offers": list(offers) or [variant(1999)],
        "rating_count": 3,
        "rating_stars": 14,
    }
    return ProductFacts(**(said | changes))


def shown(finished: bytes):
    return msgspec.json.decode(finished)


def test_a_card_shows_the_lowest_price_and_whether_any_is_in_stock():
    card = shown(card_of(facts(variant(2499), variant(1999, in_stock=False))))
    assert (card["price"], card["currency"], card["inStock"], card["variantCount"]) == (19.99, "EUR", True, 2)
    assert (card["category"], card["imageUrl"], card["rating"]) == ("coffee", "/a.svg", 4.67)


def test_an_amount_keeps_the_decimals_of_its_currency():
    yen = Offer(id=new_id(), sku="Y", options={}, price=Money(minor=500, currency="JPY"), in_stock=True)
    assert b'"price":19.90,' in card_of(facts(variant(1990)))
    assert b'"price":500,' in card_of(facts(yen))


def test_what_has_no_picture_no_stock_and_no_review_says_so():
    for finished in (card_of, page_of):
        card = shown(finished(facts(variant(1, in_stock=False), media=[], rating_count=0, rating_stars=0)))
        assert (card["imageUrl"], card["inStock"], card["rating"]) == (None, False, None)


def test_a_page_shows_everything_but_how_many_there_are():
    page = shown(page_of(facts(variant(1999, size="M"), variant(2499, size="L", in_stock=False))))
    assert page["breadcrumbs"] == [{"slug": "food", "name": "Food"}, {"slug": "coffee", "name": "Coffee"}]
    assert [picture["url"] for picture in page["media"]] == ["/a.svg", "/b.svg"]
    assert page["ratingCount"] == 3
    small, large = page["variants"]
    assert (small["options"], small["price"], small["inStock"]) == ({"size": "M"}, 19.99, True)
    assert (large["options"], large["inStock"]) == ({"size": "L"}, False)
    assert small.keys() == {"id", "sku", "options", "price", "currency", "inStock"}


def test_a_list_is_put_together_of_finished_cards():
    cards = [card_of(facts()), card_of(facts())]
    listed = shown(list_of(cards, total=12, page=2, page_size=5))
    assert listed["items"] == [shown(card) for card in cards]
    assert (listed["totalCount"], listed["page"], listed["pageSize"]) == (12, 2, 5)
    assert shown(list_of([], total=0, page=1, page_size=5, facets=b'{"inStock":0}')) == {
        "items": [],
        "totalCount": 0,
        "page": 1,
        "pageSize": 5,
        "facets": {"inStock": 0},
    }


def test_is_found_by_every_category_on_its_way_by_its_stock_and_its_attributes():
    index = index_of(facts())
    assert index.facets == [
        "attribute:grams=250",
        "attribute:roast=Dark",
        "category:coffee",
        "category:food",
        "stock:yes",
    ]
    assert "stock:no" in index_of(facts(variant(1, in_stock=False))).facets


@pytest.mark.parametrize(
    ("attribute", "facet"),
    [
        (BooleanAttribute(name="organic", value=True), "attribute:organic=true"),
        (BooleanAttribute(name="organic", value=False), "attribute:organic=false"),
        (NumberAttribute(name="hours", value=1.5), "attribute:hours=1.5"),
        (NumberAttribute(name="hours", value=12.0), "attribute:hours=12"),
        (TextAttribute(name="care", value="Wipe."), "attribute:care=Wipe."),
    ],
)
def test_a_value_is_written_as_a_filter_names_it(attribute, facet):
    assert facet in index_of(facts(attributes=[attribute])).facets


def test_a_long_value_is_cut_in_the_card_as_in_the_filter():
    assert len(attribute_facet("care", "x" * 1000)) == LONGEST_FACET


def test_words_weigh_by_where_they_stand():
    index = index_of(facts(variant(1999, size="Large"), variant(2499, size="Small")))
    assert (index.heavy, index.name_key) == ("cafe creme", "cafe creme")
    assert index.middle == "food coffee roast dark grams 250 size large size small"
    assert index.light == "strong dark"
    assert index.skus == ["sku-1999", "sku-2499"]


def test_a_number_is_no_word_that_could_be_misspelled():
    vocabulary = index_of(facts(description="Rarely")).vocabulary
    assert "250" not in vocabulary
    assert {"creme", "coffee", "dark"} <= vocabulary
    assert "rarely" not in vocabulary
    assert "x" * 41 not in index_of(facts(name="x" * 41)).vocabulary


def test_each_product_has_tags_of_its_own():
    one, other = new_id(), new_id()
    assert len({product_tag(one), product_tag(other), reviews_tag(one), reviews_tag(other)}) == 4
