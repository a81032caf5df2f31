"""Products and their variants."""

import pytest

from modules.catalog.domain.attributes import AttributeGivenTwice, ChoiceAttribute, TextAttribute
from modules.catalog.domain.media import MOST_PICTURES, Picture
from modules.catalog.domain.product import (
    MixedCurrencies,
    NothingToSell,
    PictureShownTwice,
    ProductStatus,
    SameOptionsTwice,
    TooManyPictures,
    TooManyVariants,
)
from modules.catalog.domain.slugs import SlugTaken
from souk.kernel import NotFound, new_id
from tests.catalog.domain.made import LATER, NOON, drafted, euros, offer, on_sale


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
    variant = drafted().offer(id=new_id(), sku="A", options=options, price=euros(1), weight_grams=0)
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


def picture(number: int) -> Picture:
    return Picture(address=f"/pictures/{number}.svg", alt="")


def test_a_variant_is_sold_otherwise_from_now_on():
    product = on_sale("black")
    (black,) = product.variants
    product.change_variant(black.id, options={"colour": "night"}, price=euros(100), weight_grams=1)
    assert (black.options, black.price, black.weight_grams) == ({"colour": "night"}, euros(100), 1)


def test_a_changed_variant_still_differs_from_the_others():
    product = on_sale("black", "red")
    black = product.variants[0]
    with pytest.raises(SameOptionsTwice):
        product.change_variant(black.id, options={"colour": "red"}, price=euros(1), weight_grams=0)
    assert black.options == {"colour": "black"}


def test_a_lone_variant_may_change_its_currency_and_one_of_several_may_not():
    alone, several = on_sale("black"), on_sale("black", "red")
    dollars = offer(drafted(), currency="USD").price
    alone.change_variant(alone.variants[0].id, options={}, price=dollars, weight_grams=0)
    with pytest.raises(MixedCurrencies):
        several.change_variant(several.variants[0].id, options={}, price=dollars, weight_grams=0)


def test_what_is_on_sale_keeps_a_variant_that_is_sold():
    product = on_sale("black", "red")
    black, red = product.variants
    product.retire_variant(black.id)
    with pytest.raises(NothingToSell):
        product.retire_variant(red.id)
    product.retire()
    product.retire_variant(red.id)
    assert (product.status, red.retired) == (ProductStatus.RETIRED, True)


def test_a_variant_that_is_retired_is_gone_and_its_options_are_free_again():
    product = on_sale("black", "red")
    black = product.variants[0]
    product.retire_variant(black.id)
    with pytest.raises(NotFound):
        product.variant(black.id)
    with pytest.raises(NotFound):
        product.variant(new_id())
    assert product.variant(offer(product, colour="black").id).options == {"colour": "black"}


def test_a_product_whose_variants_are_all_retired_does_not_go_on_sale():
    product = drafted()
    product.retire_variant(offer(product).id)
    with pytest.raises(NothingToSell):
        product.publish()


def test_a_picture_comes_behind_the_others_or_at_its_place():
    product = drafted(media=[picture(1), picture(2)])
    product.add_picture(picture(3), None)
    product.add_picture(picture(0), 0)
    assert product.media == [picture(number) for number in range(4)]


def test_a_picture_is_shown_once_and_twenty_are_enough():
    product = drafted(media=[picture(number) for number in range(MOST_PICTURES - 1)])
    with pytest.raises(PictureShownTwice):
        product.add_picture(picture(0), None)
    product.add_picture(picture(MOST_PICTURES), None)
    with pytest.raises(TooManyPictures) as refused:
        product.add_picture(picture(MOST_PICTURES + 1), None)
    assert refused.value.data == {"most": 20}


def test_a_picture_that_is_not_shown_cannot_be_taken_away():
    product = drafted(media=[picture(1), picture(2)])
    product.remove_picture(picture(1).address)
    assert product.media == [picture(2)]
    with pytest.raises(NotFound):
        product.remove_picture(picture(1).address)


def test_knows_when_it_changed():
    product = drafted()
    product.changed(LATER)
    assert (product.created_at, product.updated_at) == (NOON, LATER)
