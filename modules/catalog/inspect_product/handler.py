"""Everything about a product as staff see it: two statements."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from modules.catalog.domain.attributes import Attribute
from modules.catalog.domain.media import Picture
from modules.catalog.domain.product import ProductStatus
from modules.catalog.tables import categories, products, stocks, variants
from souk.database import Transaction
from souk.kernel import Money, NotFound, Value
from souk.messages import Query

P = products.c
PRODUCT = select(products, categories.c.slug.label("category")).join(categories)
VARIANTS = (
    select(variants, stocks.c.on_hand, stocks.c.reserved, stocks.c.low_threshold, stocks.c.backorder_limit)
    .join(stocks, stocks.c.variant_id == variants.c.id)
    .order_by(variants.c.position)
)


class VariantSheet(Value):
    id: UUID
    sku: str
    options: dict[str, str]
    price: Money
    weight_grams: int
    retired: bool
    on_hand: int
    reserved: int
    low_threshold: int
    backorder_limit: int


class ProductSheet(Value):
    id: UUID
    slug: str
    name: str
    description: str
    category: str
    status: ProductStatus
    attributes: list[Attribute]
    media: list[Picture]
    created_at: datetime
    updated_at: datetime
    version: int
    variants: list[VariantSheet]


class InspectProduct(Query[ProductSheet]):
    product_id: UUID


async def inspect_product(tx: Transaction, query: InspectProduct) -> ProductSheet:
    row = (await tx.execute(PRODUCT.where(P.id == query.product_id))).one_or_none()
    if row is None:
        raise NotFound("product")
    return ProductSheet(
        id=row.id,
        slug=row.slug,
        name=row.name,
        description=row.description,
        category=row.category,
        status=row.status,
        attributes=row.attributes,
        media=row.media,
        created_at=row.created_at,
        updated_at=row.updated_at,
        version=row.version,
        variants=await _variants(tx, query.product_id),
    )


async def _variants(tx: Transaction, product_id: UUID) -> list[VariantSheet]:
    rows = await tx.execute(VARIANTS.where(variants.c.product_id == product_id))
    return [
        VariantSheet(
            id=row.id,
            sku=row.sku,
            options=row.options,
            price=Money(minor=row.price_minor, currency=row.currency),
            weight_grams=row.weight_grams,
            retired=row.retired,
            on_hand=row.on_hand,
            reserved=row.reserved,
            low_threshold=row.low_threshold,
            backorder_limit=row.backorder_limit,
        )
        for row in rows
    ]
