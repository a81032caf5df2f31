"""What an import changes about a product that is there already."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from msgspec import field

from modules.catalog.domain.import_attributes import told
from modules.catalog.domain.new_product import NewProduct, NewVariant
from modules.catalog.domain.product import Product
from modules.catalog.domain.variant import Variant
from souk.kernel import Money, Value


class PriceChange(Value):
    product_id: UUID
    variant_id: UUID
    old: Money
    new: Money


class Changes(Value):
    """`words` tells whether anything is different about the product itself."""

    words: bool
    changed: list[UUID] = field(default_factory=list[UUID])
    added: list[UUID] = field(default_factory=list[UUID])
    prices: list[PriceChange] = field(default_factory=list[PriceChange])

    @property
    def any(self) -> bool:
        return bool(self.words or self.changed or self.added)


def change_by(
    product: Product, new: NewProduct, *, category_id: UUID, next_id: Callable[[], UUID], at: datetime
) -> Changes:
    """Change what the rows say otherwise; an empty cell says nothing, and nothing is taken away.

    Stock is not touched: how many there are is counted by people, and corrected with a reason.
    """
    changes = Changes(words=_change_words(product, new, category_id))
    by_sku = {variant.sku: variant for variant in product.variants}
    for offered in new.variants:
        there = by_sku.get(offered.sku)
        if there is None:
            added = product.offer(
                id=next_id(),
                sku=offered.sku,
                options=offered.options,
                price=offered.price,
                weight_grams=offered.weight_grams,
            )
            changes.added.append(added.id)
        else:
            _change_variant(product, there, offered, changes)
    if changes.any:
        product.changed(at)
    return changes


def _change_words(product: Product, new: NewProduct, category_id: UUID) -> bool:
    before = (product.name, product.description, product.category_id, product.attributes, product.media)
    product.name = new.name.strip()
    product.description = new.description.strip() or product.description
    product.category_id = category_id
    product.attributes = told(product.attributes, new.attributes)
    if new.media and new.media[0].address not in {picture.address for picture in product.media}:
        product.media = [*new.media, *product.media]
    return before != (
        product.name,
        product.description,
        product.category_id,
        product.attributes,
        product.media,
    )


def _change_variant(product: Product, there: Variant, offered: NewVariant, changes: Changes) -> None:
    options = offered.options or there.options
    weight = offered.weight_grams or there.weight_grams
    old = there.price
    if (options, weight, offered.price) == (there.options, there.weight_grams, old):
        return
    product.change_variant(there.id, options=options, price=offered.price, weight_grams=weight)
    changes.changed.append(there.id)
    if offered.price != old:
        changes.prices.append(
            PriceChange(product_id=product.id, variant_id=there.id, old=old, new=offered.price)
        )
