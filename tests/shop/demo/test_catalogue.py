"""The demo catalogue is the same for everybody, holds together and has its reference item."""

from hashlib import sha256
from itertools import islice

import msgspec
import pytest

from shop.demo.assortment import Assortment
from shop.demo.attributes import attribute_definitions
from shop.demo.catalogue import demo_catalogue
from shop.demo.departments import DEPARTMENTS
from shop.demo.goods import DemoProduct
from shop.demo.kinds import kind_of

LARGEST_INTEGER = 2**31 - 1
FIRST_FIFTY = "8fc4ca384a135ba1bdf2e2ea2a69ce9b22ae525b168170761a3a38ef12503a40"


@pytest.fixture(scope="module")
def products() -> list[DemoProduct]:
    return list(demo_catalogue(5000).products)


def test_the_first_fifty_products_are_the_same_on_every_python() -> None:
    encoded = msgspec.json.encode(list(demo_catalogue(50).products))
    assert sha256(encoded).hexdigest() == FIRST_FIFTY


def test_a_small_shop_is_the_beginning_of_a_big_one(products: list[DemoProduct]) -> None:
    assert list(demo_catalogue(100).products) == products[:100]


def test_products_can_be_read_twice() -> None:
    catalogue = demo_catalogue(5)
    assert list(catalogue.products) == list(catalogue.products)


def test_another_seed_makes_another_shop() -> None:
    slugs = [[product.slug for product in demo_catalogue(20, seed).products] for seed in (1, 2)]
    assert slugs[0][1:] != slugs[1][1:]


def test_an_empty_shop_has_categories_and_no_products() -> None:
    catalogue = demo_catalogue(0)
    assert catalogue.categories
    assert list(catalogue.products) == []


@pytest.mark.parametrize("seed", [1, 7, 2026])
def test_the_reference_item_comes_first_whatever_the_seed(seed: int) -> None:
    (product,) = demo_catalogue(1, seed).products
    (variant,) = product.variants
    assert product.category == "headphones"
    assert product.slug == "lumara-aura-3-wireless-headphones"
    assert (variant.price_minor, product.currency) == (59999, "EUR")
    assert variant.on_hand > variant.low_stock_threshold


def test_slugs_names_and_skus_are_unique(products: list[DemoProduct]) -> None:
    skus = [variant.sku for product in products for variant in product.variants]
    assert len({product.slug for product in products}) == len(products)
    assert len({product.name for product in products}) == len(products)
    assert len(set(skus)) == len(skus)


def test_prices_weights_and_stock_are_possible(products: list[DemoProduct]) -> None:
    for variant in (variant for product in products for variant in product.variants):
        assert 0 < variant.price_minor <= LARGEST_INTEGER
        assert variant.price_minor % 100 in {0, 49, 99}
        assert variant.weight_grams > 0
        assert variant.on_hand >= 0


def test_about_one_product_in_twenty_is_sold_out(products: list[DemoProduct]) -> None:
    sold_out = sum(all(variant.on_hand == 0 for variant in product.variants) for product in products)
    assert 0.03 < sold_out / len(products) < 0.07


def test_a_few_products_are_running_low(products: list[DemoProduct]) -> None:
    low = sum(any(0 < each.on_hand <= each.low_stock_threshold for each in one.variants) for one in products)
    assert 0.03 < low / len(products) < 0.10


def test_descriptions_have_two_to_four_finished_sentences(products: list[DemoProduct]) -> None:
    for product in products:
        assert product.description.endswith(".")
        assert "{" not in product.description
        assert 2 <= product.description.count(". ") + 1 <= 4


def test_categories_form_a_tree_with_parents_first() -> None:
    seen: set[str | None] = {None}
    for category in demo_catalogue(0).categories:
        assert category.parent in seen
        assert category.slug not in seen
        seen.add(category.slug)
    assert "electronics" in seen


def test_every_product_is_in_a_category_that_exists(products: list[DemoProduct]) -> None:
    known = {category.slug for category in demo_catalogue(0).categories}
    assert {product.category for product in products} <= known


def test_every_attribute_is_of_its_defined_kind(products: list[DemoProduct]) -> None:
    types: dict[str, type | tuple[type, ...]] = {
        "boolean": bool,
        "number": (int, float),
        "text": str,
        "choice": str,
    }
    definitions = {each.name: each for each in attribute_definitions()}
    for attribute in (attribute for product in products for attribute in product.attributes):
        defined = definitions[attribute.name]
        assert attribute.kind == defined.kind
        assert isinstance(attribute.value, types[attribute.kind])
        assert attribute.kind != "choice" or attribute.value in defined.choices


def test_an_attribute_has_one_kind_wherever_it_is_mentioned() -> None:
    facts = {(fact.name, fact.kind) for each in DEPARTMENTS for kind in each.kinds for fact in kind.facts}
    assert len({name for name, _ in facts}) == len(facts)


def test_the_kind_is_found_again_in_the_slug(products: list[DemoProduct]) -> None:
    assortment = Assortment(2026)
    for product in islice(products, 1000):
        assert kind_of(product.slug) is assortment.place(product.number).kind
