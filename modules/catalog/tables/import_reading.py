"""Reads what is there of the products that an import names: plain objects that no session watches."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import select

from modules.catalog.domain.product import Product
from modules.catalog.domain.variant import Variant
from modules.catalog.tables.card_facts import uuids
from modules.catalog.tables.goods import products, variants
from souk.database import Transaction
from souk.database.columns import any_of
from souk.kernel import Money

P, V = products.c, variants.c


async def there_already(tx: Transaction, slugs: Collection[str]) -> dict[str, Product]:
    """Return the products with these slugs, locked."""
    found = select(products).where(P.slug == any_of(slugs)).order_by(P.id).with_for_update()
    rows = (await tx.execute(found)).all()
    offered: dict[UUID, list[Variant]] = {row.id: [] for row in rows}
    if rows:
        sold = select(variants).where(V.product_id == uuids(offered)).order_by(V.position)
        for row in await tx.execute(sold):
            offered[row.product_id].append(_variant(row))
    return {row.slug: _product(row, offered[row.id]) for row in rows}


def _product(row: Any, offered: list[Variant]) -> Product:
    return Product(
        id=row.id,
        slug=row.slug,
        name=row.name,
        description=row.description,
        category_id=row.category_id,
        status=row.status,
        attributes=row.attributes,
        media=row.media,
        created_at=row.created_at,
        updated_at=row.updated_at,
        variants=offered,
    )


def _variant(row: Any) -> Variant:
    return Variant(
        id=row.id,
        product_id=row.product_id,
        sku=row.sku,
        options=row.options,
        price=Money(minor=row.price_minor, currency=row.currency),
        weight_grams=row.weight_grams,
        position=row.position,
        retired=row.retired,
    )
