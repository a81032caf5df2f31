"""Products and their variants."""

from datetime import UTC, datetime

import pytest

from modules.catalog.domain.attributes import Attribute, AttributeGivenTwice, ChoiceAttribute, TextAttribute
from modules.catalog.domain.product import (
    MixedCurrencies,
    NothingToSell,
    Product,
    ProductStatus,
    SameOptionsTwice,
    TooManyVariants,
)
from modules.catalog.domain.slugs import SlugTaken
from souk.kernel import Money, new_id

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def drafted(slug: str = "aura", attributes: tuple[Attribute, ...] = ()) -> Product:
    return Product.drafted(
        id=new_id(),
        slug=slug,
        name=" Aura ",
        description=" Headphones. ",
        category_id=new_id(),
        attributes=attributes,
        media=(),
        at=NOON,
    )


def offer(product: Product, currency: str = "EUR", **options: str):
    price = Money(minor=59999, currency=currency)
    return product.offer(id=new_id(), sku="AURA", options=options, price=price, weight_grams=264)


def test_begin_as_drafts():
    product = drafted()
    assert product.status is ProductStatus.DRAFT
    assert (product.name, product.description) == ("Aura", "Headphones.")
    assert product.created_at == product.updated_at == NOON


def test_keep_their_variants_in_order():
    product = drafted()
    variants = [offer(product, colour=colour) for colour in ("black", "red", "white")]
    assert product.variants == variants
    assert [variant.position for variant in variants] == [0, 1, 2]
    assert {variant.product_id for variant in variants} == {product.id}


def test_a_variant_does_not_change_with_the_options_it_was_given():
    options = {"colour": "black"}
    price = Money(minor=1, currency="EUR")
    variant = drafted().offer(id=new_id(), sku="A", options=options, price=price, weight_grams=0)
    options["colour"] = "red"
    assert variant.options == {"colour": "black"}


def test_go_on_sale_with_at_least_one_variant():
    product = drafted()
    with pytest.raises(NothingToSell):
        product.publish()
    assert product.status is ProductStatus.DRAFT
    offer(product)
    product.publish()
    assert product.status is ProductStatus.ACTIVE


def test_are_sold_in_one_currency():
    product = drafted()
    offer(product, colour="black")
    with pytest.raises(MixedCurrencies):
        offer(product, currency="USD", colour="red")


def test_have_no_two_variants_that_look_the_same():
    product = drafted()
    offer(product, colour="black", size="M")
    with pytest.raises(SameOptionsTwice):
        offer(product, size="M", colour="black")
    offer(product, colour="black", size="L")


def test_have_a_hundred_variants_at_most():
    product = drafted()
    for number in range(100):
        offer(product, size=str(number))
    with pytest.raises(TooManyVariants):
        offer(product, size="one more")


def test_have_each_attribute_once_and_in_order():
    brand, care = ChoiceAttribute(name="brand", value="Lumara"), TextAttribute(name="care", value="Wipe.")
    assert drafted(attributes=(brand, care)).attributes == [brand, care]
    with pytest.raises(AttributeGivenTwice) as refusal:
        drafted(attributes=(brand, care, TextAttribute(name="brand", value="Another")))
    assert refusal.value.data == {"attribute": "brand"}


def test_cannot_take_the_address_of_the_suggestions():
    with pytest.raises(SlugTaken):
        drafted(slug="suggest")
