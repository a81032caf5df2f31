"""Gathers what is known of products on sale: three statements, however many products."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, CollectionAggregate, Row, String, Text, Uuid, any_, cast, func, literal, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from modules.catalog.domain.card import Crumb, Offer, ProductFacts
from modules.catalog.domain.kept_json import attributes_in, options_in, pictures_in
from modules.catalog.domain.product import ProductStatus
from modules.catalog.tables.goods import categories, products, variants
from modules.catalog.tables.reviews import ratings
from modules.catalog.tables.stock import stocks
from souk.database import Transaction
from souk.kernel import Money

ABOVE = categories.alias("above")
DEPTH = func.cardinality(ABOVE.c.path)
WAY = (
    select(
        func.array_agg(aggregate_order_by(ABOVE.c.slug, DEPTH)).label("slugs"),
        func.array_agg(aggregate_order_by(ABOVE.c.name, DEPTH)).label("names"),
    )
    .where(ABOVE.c.id == any_(categories.c.path))
    .lateral("way")
)
PRODUCTS = (
    select(
        products.c.id,
        products.c.slug,
        products.c.name,
        products.c.description,
        cast(products.c.attributes, Text).label("attributes"),
        cast(products.c.media, Text).label("media"),
        WAY.c.slugs,
        WAY.c.names,
        func.coalesce(ratings.c.count, 0).label("rating_count"),
        func.coalesce(ratings.c.stars, 0).label("rating_stars"),
    )
    .select_from(products)
    .join(categories, categories.c.id == products.c.category_id)
    .join(WAY, literal(value=True))
    .outerjoin(ratings, ratings.c.product_id == products.c.id)
    .where(products.c.status == ProductStatus.ACTIVE)
)
OFFERS = (
    select(
        variants.c.product_id,
        variants.c.id,
        variants.c.sku,
        cast(variants.c.options, Text).label("options"),
        variants.c.price_minor,
        variants.c.currency,
        (stocks.c.on_hand - stocks.c.reserved + stocks.c.backorder_limit > 0).label("in_stock"),
    )
    .join(stocks, stocks.c.variant_id == variants.c.id)
    .where(~variants.c.retired)
    .order_by(variants.c.position, variants.c.id)
)


async def facts_of(tx: Transaction, product_ids: Collection[UUID]) -> list[ProductFacts]:
    """Return the facts of those among them that are on sale with at least one variant."""
    ids = uuids(product_ids)
    found = (await tx.execute(PRODUCTS.where(products.c.id == ids))).all()
    offers: dict[UUID, list[Offer]] = {}
    for row in await tx.execute(OFFERS.where(variants.c.product_id == ids)):
        offers.setdefault(row.product_id, []).append(_offer(row))
    return [_facts(row, offers[row.id]) for row in found if row.id in offers]


def uuids(ids: Iterable[UUID]) -> CollectionAggregate[Any]:
    """Make what a column may equal: one parameter, however many ids there are.

    As one text: the driver would look at each for what must be escaped.
    """
    return any_(cast(literal(f"{{{','.join(map(str, ids))}}}", String), ARRAY(Uuid)))


def _facts(row: Row[Any], offers: list[Offer]) -> ProductFacts:
    return ProductFacts(
        id=row.id,
        slug=row.slug,
        name=row.name,
        description=row.description,
        way=[Crumb(slug=slug, name=name) for slug, name in zip(row.slugs, row.names, strict=True)],
        attributes=attributes_in(row.attributes),
        media=pictures_in(row.media),
        offers=offers,
        rating_count=row.rating_count,
        rating_stars=row.rating_stars,
    )


def _offer(row: Row[Any]) -> Offer:
    return Offer(
        id=row.id,
        sku=row.sku,
        options=options_in(row.options),
        price=Money(minor=row.price_minor, currency=row.currency),
        in_stock=row.in_stock,
    )
