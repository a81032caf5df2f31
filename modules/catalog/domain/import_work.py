"""What an import has to write: products that are new, and products that it says something else about."""

from dataclasses import dataclass, field
from uuid import UUID

from modules.catalog.domain.import_changes import Changes
from modules.catalog.domain.new_product import NewProduct, NewVariant
from modules.catalog.domain.product import Product
from modules.catalog.domain.variant import Variant
from souk.kernel import Value


class Fresh(Value):
    """A product that is not there yet, with the id that it gets."""

    id: UUID
    slug: str
    category_id: UUID
    new: NewProduct


@dataclass(kw_only=True)
class Revised:
    """A product that was there, as it is now, and which of its variants are to be written."""

    product: Product
    changed: set[UUID] = field(default_factory=set[UUID])
    added: dict[UUID, NewVariant] = field(default_factory=dict[UUID, NewVariant])

    def heard(self, new: NewProduct, changes: Changes) -> None:
        """Take in what was changed by it; a file may name a product more than once."""
        said = {variant.sku: variant for variant in new.variants}
        self.changed.update(changes.changed)
        by_id = {variant.id: variant for variant in self.product.variants}
        self.added |= {id: said[by_id[id].sku] for id in changes.added}

    @property
    def altered(self) -> list[Variant]:
        """The variants that were there and are different now."""
        return [each for each in self.product.variants if each.id in self.changed - self.added.keys()]

    @property
    def offered(self) -> list[tuple[Variant, NewVariant]]:
        """The variants that were not there, and what was said of their stock."""
        return [(each, self.added[each.id]) for each in self.product.variants if each.id in self.added]
