"""GET /api/products/{idOrSlug}."""

from modules.catalog.domain.cache_tags import product_tag
from modules.catalog.domain.card import Page
from modules.catalog.show_product.handler import ShowProduct
from souk.bus import Bus
from souk.http import Answer, get, public
from souk.kernel import NotFound


@get("/api/products/{id_or_slug}", policy=public, cached=1, shows=Page, refuses=[NotFound])
async def get_product(id_or_slug: str, bus: Bus) -> Answer:
    """Show a product that is on sale; its price is that of the cheapest variant."""
    page = await bus.ask(ShowProduct(id_or_slug=id_or_slug))
    return Answer(200, page.json, tags=[product_tag(page.id)])
