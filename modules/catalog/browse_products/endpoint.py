"""GET /api/admin/products."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from modules.catalog.browse_products.handler import BrowseProducts, ProductLine
from modules.catalog.domain.product import ProductStatus
from modules.catalog.permissions import EDIT
from souk.bus import Bus
from souk.http import LeafParameters, Shown, Visit, get, leaf, requires


class ProductsWanted(LeafParameters):
    status: ProductStatus | None = None
    q: Annotated[str, Meta(max_length=200)] = ""


class ProductLineShown(Shown):
    id: UUID
    slug: str
    name: str
    status: ProductStatus
    category: str
    variant_count: int
    version: int
    updated_at: datetime


class ProductLines(Shown):
    items: list[ProductLineShown]
    next_cursor: str | None


@get("/api/admin/products", policy=requires(EDIT))
async def get_all_products(wanted: ProductsWanted, visit: Visit, bus: Bus) -> ProductLines:
    """List all products, the newest first. `q` is part of a name, or how a SKU begins."""
    after = visit.after(wanted.cursor, UUID)[0] if wanted.cursor else None
    found = await bus.ask(
        BrowseProducts(limit=wanted.page_size + 1, after=after, status=wanted.status, search=wanted.q)
    )
    page, more = leaf(found, wanted.page_size, lambda line: visit.cursor(line.id))
    return ProductLines(
        items=[_line(line) for line in page],
        next_cursor=more,
    )


def _line(line: ProductLine) -> ProductLineShown:
    return ProductLineShown(
        id=line.id,
        slug=line.slug,
        name=line.name,
        status=line.status,
        category=line.category,
        variant_count=line.variant_count,
        version=line.version,
        updated_at=line.updated_at,
    )
