"""GET /api/products."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from modules.catalog.domain.slugs import LONGEST
from modules.catalog.list_products.handler import Card, ListProducts, Sort
from souk.bus import Bus
from souk.http import PageOf, PageParameters, Shown, get, public


class ProductFilters(PageParameters):
    category: Annotated[str, Meta(max_length=LONGEST)] | None = None
    in_stock: bool | None = None
    sort: Sort = Sort.NEWEST


class ProductCard(Shown):
    id: UUID
    slug: str
    name: str
    price: Decimal
    currency: str
    description: str
    category: str
    image_url: str | None
    in_stock: bool
    rating: float | None
    variant_count: int


@get("/api/products", policy=public, cached=1)
async def get_products(filters: ProductFilters, bus: Bus) -> PageOf[ProductCard]:
    """List what is on sale. `category` takes in all below it; `inStock=false` shows what is sold out."""
    found = await bus.ask(
        ListProducts(
            page=filters.page,
            page_size=filters.page_size,
            category=filters.category,
            in_stock=filters.in_stock,
            sort=filters.sort,
        )
    )
    items = [_shown(card) for card in found.cards]
    return PageOf(items=items, total_count=found.total, page=filters.page, page_size=filters.page_size)


def _shown(card: Card) -> ProductCard:
    return ProductCard(
        id=card.id,
        slug=card.slug,
        name=card.name,
        price=card.price.major,
        currency=card.price.currency,
        description=card.description,
        category=card.category,
        image_url=card.image,
        in_stock=card.in_stock,
        rating=None,  # until there are reviews, nothing has a rating
        variant_count=card.variant_count,
    )
