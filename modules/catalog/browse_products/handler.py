"""All products, the newest first, a page at a time."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta
from sqlalchemy import func, or_, select

from modules.catalog.domain.plain_text import plain
from modules.catalog.domain.product import ProductStatus
from modules.catalog.tables import categories, products, variants
from souk.database import Transaction
from souk.kernel import Value
from souk.messages import Query

P = products.c
LINE = select(
    P.id,
    P.slug,
    P.name,
    P.status,
    P.version,
    P.updated_at,
    categories.c.slug.label("category"),
    select(func.count()).where(variants.c.product_id == P.id).scalar_subquery().label("variant_count"),
).join(categories, categories.c.id == P.category_id)


class ProductLine(Value):
    id: UUID
    slug: str
    name: str
    status: ProductStatus
    category: str
    variant_count: int
    version: int
    updated_at: datetime


class BrowseProducts(Query[list[ProductLine]]):
    """So many behind that id, the newest first; `search` is part of a slug, or the beginning of a SKU."""

    limit: Annotated[int, Meta(ge=1, le=101)]
    after: UUID | None = None
    status: ProductStatus | None = None
    search: Annotated[str, Meta(max_length=200)] = ""


async def browse_products(tx: Transaction, query: BrowseProducts) -> list[ProductLine]:
    wanted = LINE.order_by(P.id.desc()).limit(query.limit)
    if query.after is not None:
        wanted = wanted.where(P.id < query.after)
    if query.status is not None:
        wanted = wanted.where(P.status == query.status)
    if query.search:
        part = plain(query.search).strip().replace(" ", "-")
        of_sku = select(variants.c.product_id).where(variants.c.sku.startswith(query.search, autoescape=True))
        wanted = wanted.where(or_(P.slug.contains(part, autoescape=True), P.id.in_(of_sku)))
    return [ProductLine(**row._mapping) for row in await tx.execute(wanted)]  # noqa: SLF001 - its public name
