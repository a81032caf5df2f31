"""GET /api/products."""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType, field

from modules.catalog.domain.cache_tags import ALL_PRODUCTS
from modules.catalog.domain.card import ENCODER, CardFigures, list_of
from modules.catalog.domain.facets import Facets
from modules.catalog.domain.search import SearchText
from modules.catalog.domain.slugs import LONGEST
from modules.catalog.domain.sorting import Sort
from modules.catalog.list_products.handler import ListProducts
from souk.bus import Bus
from souk.http import Amount, Answer, PageOf, PageParameters, get, public

AttributeName = Annotated[str, Meta(max_length=60)]
AttributeValue = Annotated[str, Meta(max_length=120)]


class ProductFilters(PageParameters):
    category: Annotated[str, Meta(max_length=LONGEST)] | None = None
    q: SearchText = ""
    min_price: Amount | None = None
    max_price: Amount | None = None
    in_stock: bool | None = None
    attributes: Annotated[dict[AttributeName, AttributeValue], Meta(max_length=10)] = field(
        default_factory=dict[str, str]
    )
    sort: Sort | None = None
    facets: bool = False


class FoundProducts(PageOf[CardFigures]):
    """With `facets=true`, how many of the found products each filter would leave."""

    facets: Facets | UnsetType = UNSET


@get("/api/products", policy=public, cached=1, shows=FoundProducts)
async def get_products(filters: ProductFilters, bus: Bus) -> Answer:
    """List what is on sale; `category` takes in all below it, `inStock=false` what is sold out.

    `q` searches names, categories, attributes, descriptions and SKUs, forgives misspellings, and orders by
    how well it fits unless `sort` says otherwise. `attributes.<name>=<value>` filters by an attribute.
    """
    found = await bus.ask(
        ListProducts(
            page=filters.page,
            page_size=filters.page_size,
            category=filters.category,
            in_stock=filters.in_stock,
            lowest=_text(filters.min_price),
            highest=_text(filters.max_price),
            attributes=filters.attributes,
            search=filters.q,
            sort=filters.sort,
            facets=filters.facets,
        )
    )
    facets = ENCODER.encode(found.facets) if found.facets else b""
    body = list_of(
        found.cards, total=found.total, page=filters.page, page_size=filters.page_size, facets=facets
    )
    return Answer(200, body, tags=[ALL_PRODUCTS])


def _text(amount: Amount | None) -> str | None:
    """As it was written: what it is worth depends on the shop's currency."""
    return None if amount is None else amount.text
