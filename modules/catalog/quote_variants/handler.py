"""What variants cost now, and how many of them may be ordered: one statement.

Every change of a cart and every order asks, so it is said to the driver itself.
"""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from modules.catalog.contracts.queries import QuoteVariants, VariantOffer
from souk.database import Transaction
from souk.kernel import Money

OFFERS = b"""
    SELECT v.id, v.product_id, p.slug, v.sku, p.name, v.options, v.price_minor, v.currency, v.weight_grams,
        p.category_id, p.media #>> '{0,address}',
        (SELECT array_agg(above.slug ORDER BY cardinality(above.path))
            FROM catalog.category above WHERE above.id = ANY (c.path)),
        s.on_hand - s.reserved + s.backorder_limit, p.status = 'active' AND NOT v.retired
    FROM catalog.variant v
    JOIN catalog.product p ON p.id = v.product_id
    JOIN catalog.stock s ON s.variant_id = v.id
    JOIN catalog.category c ON c.id = p.category_id
    WHERE %s
    ORDER BY v.product_id, v.position, v.id
"""
NAMED = b"v.id = ANY (%(variants)s::uuid[])"
OF_VARIANTS = OFFERS % NAMED
OF_BOTH = OFFERS % (b"(" + NAMED + b" OR v.product_id = ANY (%(products)s::uuid[]))")


class Row(NamedTuple):
    """A variant as it is read."""

    id: UUID
    product_id: UUID
    slug: str
    sku: str
    name: str
    options: dict[str, str]
    price_minor: int
    currency: str
    weight_grams: int
    category_id: UUID
    image: str | None
    category_path: list[str]
    orderable: int
    sellable: bool


async def quote_variants(tx: Transaction, query: QuoteVariants) -> list[VariantOffer]:
    asked = {"variants": list(query.variant_ids), "products": list(query.product_ids)}
    rows = [Row._make(row) for row in await tx.rows(OF_BOTH if query.product_ids else OF_VARIANTS, asked)]
    named = set(query.variant_ids) | _standing_for(rows, set(query.product_ids))
    return [_offer(row) for row in rows if row.id in named]


def _standing_for(rows: Iterable[Row], product_ids: set[UUID]) -> set[UUID]:
    """The first variant that can be sold speaks for its product, or the first of all if none can."""
    chosen: dict[UUID, Row] = {}
    for row in rows:
        before = chosen.get(row.product_id)
        if row.product_id in product_ids and (before is None or (row.sellable and not before.sellable)):
            chosen[row.product_id] = row
    return {row.id for row in chosen.values()}


def _offer(row: Row) -> VariantOffer:
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
