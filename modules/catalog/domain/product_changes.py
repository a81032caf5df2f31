"""What staff may want to be different about a product; what is not named stays as it is."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from msgspec import UNSET, UnsetType

from modules.catalog.domain.attributes import Attributes, each_once
from modules.catalog.domain.product import (
    OUR_OWN_ADDRESSES,
    Description,
    Product,
    ProductName,
)
from modules.catalog.domain.slugs import Slug, SlugTaken
from souk.kernel import Value


class ProductChanges(Value):
    """`category` is a slug. A draft becomes active, an active or retired product active again or retired."""

    name: ProductName | UnsetType = UNSET
    description: Description | UnsetType = UNSET
    slug: Slug | UnsetType = UNSET
    category: Slug | UnsetType = UNSET
    attributes: Attributes | UnsetType = UNSET
    status: Literal["active", "retired"] | UnsetType = UNSET

    def apply(self, product: Product, *, category_id: UUID | None, at: datetime) -> None:
        """Make them, the category by its id, or refuse them all."""
        if self.name is not UNSET:
            product.name = self.name.strip()
        if self.description is not UNSET:
            product.description = self.description.strip()
        if self.slug is not UNSET:
            if self.slug in OUR_OWN_ADDRESSES:
                raise SlugTaken
            product.slug = self.slug
        if category_id is not None:
            product.category_id = category_id
        if self.attributes is not UNSET:
            product.attributes = each_once(self.attributes)
        if self.status == "active":
            product.publish()
        elif self.status == "retired":
            product.retire()
        product.changed(at)
