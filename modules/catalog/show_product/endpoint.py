"""GET /api/products/{idOrSlug}."""

from decimal import Decimal
from uuid import UUID

from modules.catalog.domain.attributes import Attribute
from modules.catalog.show_product.handler import Offer, ProductPage, ShowProduct
from souk.bus import Bus
from souk.http import Shown, get, public
from souk.kernel import NotFound


class ShownCrumb(Shown):
    slug: str
    name: str


class ShownPicture(Shown):
    url: str
    alt: str


class ShownVariant(Shown):
    id: UUID
    sku: str
    options: dict[str, str]
    price: Decimal
    currency: str
    in_stock: bool


class ShownProduct(Shown):
    id: UUID
    slug: str
    name: str
    price: Decimal
    currency: str
    description: str
    category: str
    breadcrumbs: list[ShownCrumb]
    image_url: str | None
    media: list[ShownPicture]
    attributes: list[Attribute]
    in_stock: bool
    rating: float | None
    variant_count: int
    variants: list[ShownVariant]


@get("/api/products/{id_or_slug}", policy=public, cached=1, refuses=[NotFound])
async def get_product(id_or_slug: str, bus: Bus) -> ShownProduct:
    """Show a product that is on sale; its price is that of the cheapest variant."""
    return _shown(await bus.ask(ShowProduct(id_or_slug=id_or_slug)))


def _shown(page: ProductPage) -> ShownProduct:
    lowest = min(offer.price for offer in page.offers)
    pictures = [ShownPicture(url=picture.address, alt=picture.alt) for picture in page.media]
    return ShownProduct(
        id=page.id,
        slug=page.slug,
        name=page.name,
        price=lowest.major,
        currency=lowest.currency,
        description=page.description,
        category=page.category,
        breadcrumbs=[ShownCrumb(slug=crumb.slug, name=crumb.name) for crumb in page.breadcrumbs],
        image_url=next((picture.url for picture in pictures), None),
        media=pictures,
        attributes=page.attributes,
        in_stock=any(offer.in_stock for offer in page.offers),
        rating=None,  # until there are reviews, nothing has a rating
        variant_count=len(page.offers),
        variants=[_variant(offer) for offer in page.offers],
    )


def _variant(offer: Offer) -> ShownVariant:
    return ShownVariant(
        id=offer.id,
        sku=offer.sku,
        options=offer.options,
        price=offer.price.major,
        currency=offer.price.currency,
        in_stock=offer.in_stock,
    )
