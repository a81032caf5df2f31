"""What staff change about a product: what is not named stays, what is refused changes nothing else."""

import pytest

from modules.catalog.domain.attributes import AttributeGivenTwice, ChoiceAttribute
from modules.catalog.domain.product import NothingToSell, ProductStatus
from modules.catalog.domain.product_changes import ProductChanges
from modules.catalog.domain.slugs import SlugTaken
from souk.kernel import new_id
from tests.catalog.domain.made import LATER, drafted, on_sale

BRAND = ChoiceAttribute(name="brand", value="Lumara")


def test_what_is_named_is_changed():
    product, category_id = on_sale(), new_id()
    changes = ProductChanges(name=" Aura 2 ", description=" New. ", slug="aura-2", attributes=(BRAND,))
    changes.apply(product, category_id=category_id, at=LATER)
    assert (product.name, product.description, product.slug) == ("Aura 2", "New.", "aura-2")
    assert (product.category_id, product.attributes, product.updated_at) == (category_id, [BRAND], LATER)


def test_what_is_not_named_stays_as_it_is():
    product = on_sale()
    before = (product.name, product.description, product.slug, product.category_id, product.status)
    ProductChanges().apply(product, category_id=None, at=LATER)
    assert before == (product.name, product.description, product.slug, product.category_id, product.status)


def test_a_draft_goes_on_sale_and_off_it_and_on_again():
    product = on_sale()
    for status in ("retired", "active"):
        ProductChanges(status=status).apply(product, category_id=None, at=LATER)
        assert product.status is ProductStatus(status)


def test_what_has_nothing_to_sell_does_not_go_on_sale():
    with pytest.raises(NothingToSell):
        ProductChanges(status="active").apply(drafted(), category_id=None, at=LATER)


def test_the_rules_of_a_new_product_hold_for_a_changed_one():
    with pytest.raises(SlugTaken):
        ProductChanges(slug="suggest").apply(on_sale(), category_id=None, at=LATER)
    with pytest.raises(AttributeGivenTwice):
        ProductChanges(attributes=(BRAND, BRAND)).apply(on_sale(), category_id=None, at=LATER)
