"""A new product that a file names again further down, with other products between."""

import msgspec

from modules.catalog.domain.import_attributes import told
from modules.catalog.domain.new_product import NewProduct, NewVariant


def said_again(before: NewProduct, again: NewProduct) -> NewProduct:
    """Put both together, as if the first were there already and the second changed it.

    What was said last holds; an empty cell says nothing, and what there is of a variant was said at first.
    """
    shown = {picture.address for picture in before.media}
    return msgspec.structs.replace(
        again,
        description=again.description or before.description,
        attributes=tuple(told(before.attributes, again.attributes)),
        media=(*(picture for picture in again.media if picture.address not in shown), *before.media),
        variants=_variants(before, again),
    )


def _variants(before: NewProduct, again: NewProduct) -> tuple[NewVariant, ...]:
    by_sku = {variant.sku: variant for variant in before.variants}
    for variant in again.variants:
        there = by_sku.get(variant.sku)
        by_sku[variant.sku] = variant if there is None else _changed(there, variant)
    return tuple(by_sku.values())


def _changed(there: NewVariant, said: NewVariant) -> NewVariant:
    return msgspec.structs.replace(
        there,
        price=said.price,
        options=said.options or there.options,
        weight_grams=said.weight_grams or there.weight_grams,
    )
