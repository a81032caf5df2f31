"""What variants cost now, and how many of them may be ordered: one statement."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Row, Uuid, any_, bindparam, func, or_, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from modules.catalog.contracts.queries import QuoteVariants, VariantOffer
from modules.catalog.domain.product import ProductStatus
from modules.catalog.tables import categories, products, stocks, variants
from souk.database import Transaction
from souk.kernel import Money

ABOVE = categories.alias("above")
CATEGORY_PATH = (
    select(func.array_agg(aggregate_order_by(ABOVE.c.slug, func.cardinality(ABOVE.c.path))))
    .where(ABOVE.c.id == any_(categories.c.path))
    .scalar_subquery()
    .label("category_path")
)
OFFERS = (
    select(
        variants.c.id,
        variants.c.product_id,
        products.c.slug,
        variants.c.sku,
        products.c.name,
        variants.c.options,
        variants.c.price_minor,
        variants.c.currency,
        variants.c.weight_grams,
        variants.c.position,
        products.c.category_id,
        CATEGORY_PATH,
        products.c.media[(0, "address")].astext.label("image"),
        (stocks.c.on_hand - stocks.c.reserved + stocks.c.backorder_limit).label("orderable"),
        ((products.c.status == ProductStatus.ACTIVE) & ~variants.c.retired).label("sellable"),
    )
    .join(products, products.c.id == variants.c.product_id)
    .join(stocks, stocks.c.variant_id == variants.c.id)
    .join(categories, categories.c.id == products.c.category_id)
    .order_by(variants.c.product_id, variants.c.position, variants.c.id)
)
NAMED = variants.c.id == any_(bindparam("variants", type_=ARRAY(Uuid)))
STOOD_FOR = variants.c.product_id == any_(bindparam("products", type_=ARRAY(Uuid)))
OF_VARIANTS = OFFERS.where(NAMED)
OF_BOTH = OFFERS.where(or_(NAMED, STOOD_FOR))
"""Built once: every change of a cart and every order asks."""


async def quote_variants(tx: Transaction, query: QuoteVariants) -> list[VariantOffer]:
    asked = {"variants": list(query.variant_ids), "products": list(query.product_ids)}
    rows = (await tx.execute(OF_BOTH if query.product_ids else OF_VARIANTS, asked)).all()
    named = set(query.variant_ids) | _standing_for(rows, set(query.product_ids))
    return [_offer(row) for row in rows if row.id in named]


def _standing_for(rows: Iterable[Row[Any]], product_ids: set[UUID]) -> set[UUID]:
    """The first variant that can be sold speaks for its product, or the first of all if none can."""
    chosen: dict[UUID, Row[Any]] = {}
    for row in rows:
        before = chosen.get(row.product_id)
        if row.product_id in product_ids and (before is None or (row.sellable and not before.sellable)):
            chosen[row.product_id] = row
    return {row.id for row in chosen.values()}


def _offer(row: Row[Any]) -> VariantOffer:
    return VariantOffer(
        variant_id=row.id,
        product_id=row.product_id,
        slug=row.slug,
        sku=row.sku,
        name=row.name,
        options=row.options,
        price=Money(minor=row.price_minor, currency=row.currency),
        weight_grams=row.weight_grams,
        category_id=row.category_id,
        category_path=tuple(row.category_path),
        image_url=row.image,
        available=max(row.orderable, 0),
        sellable=row.sellable,
    )
