"""The finished shapes of a product: its card in a list and its page, as the customer's client reads them."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from uuid import UUID

import msgspec

from modules.catalog.domain.attributes import Attribute
from modules.catalog.domain.media import Picture
from souk.kernel import Money, Value

ENCODER = msgspec.json.Encoder(decimal_format="number")


class CardFigures(Value, rename="camel"):
    """A product in a list, with the lowest price of its variants."""

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


class Crumb(Value, rename="camel"):
    """A category on the way from the top of the tree to the product."""

    slug: str
    name: str


class ShownPicture(Value, rename="camel"):
    url: str
    alt: str


class ShownVariant(Value, rename="camel"):
    """A variant as a customer sees it: whether there are any, never how many."""

    id: UUID
    sku: str
    options: dict[str, str]
    price: Decimal
    currency: str
    in_stock: bool


class Page(Value, rename="camel"):
    """Everything that the page of a product shows."""

    id: UUID
    slug: str
    name: str
    price: Decimal
    currency: str
    description: str
    category: str
    breadcrumbs: list[Crumb]
    image_url: str | None
    media: list[ShownPicture]
    attributes: list[Attribute]
    in_stock: bool
    rating: float | None
    rating_count: int
    variant_count: int
    variants: list[ShownVariant]


class Offer(Value):
    """A variant that is sold, and whether it can be ordered."""

    id: UUID
    sku: str
    options: dict[str, str]
    price: Money
    in_stock: bool


class ProductFacts(Value):
    """All that is known of a product on sale, gathered from the tables."""

    id: UUID
    slug: str
    name: str
    description: str
    way: list[Crumb]
    attributes: list[Attribute]
    media: list[Picture]
    offers: list[Offer]
    rating_count: int
    rating_stars: int

    @property
    def lowest(self) -> Money:
        return min(offer.price for offer in self.offers)

    @property
    def in_stock(self) -> bool:
        return any(offer.in_stock for offer in self.offers)

    @property
    def rating(self) -> float | None:
        return round(self.rating_stars / self.rating_count, 2) if self.rating_count else None


def card_of(facts: ProductFacts) -> bytes:
    """Return the card as finished JSON."""
    pictures = _pictures(facts.media)
    lowest = facts.lowest
    card = CardFigures(
        id=facts.id,
        slug=facts.slug,
        name=facts.name,
        price=lowest.major,
        currency=lowest.currency,
        description=facts.description,
        category=facts.way[-1].slug,
        image_url=pictures[0].url if pictures else None,
        in_stock=facts.in_stock,
        rating=facts.rating,
        variant_count=len(facts.offers),
    )
    return ENCODER.encode(card)


def page_of(facts: ProductFacts) -> bytes:
    """Return the page as finished JSON."""
    pictures = _pictures(facts.media)
    lowest = facts.lowest
    page = Page(
        id=facts.id,
        slug=facts.slug,
        name=facts.name,
        price=lowest.major,
        currency=lowest.currency,
        description=facts.description,
        category=facts.way[-1].slug,
        breadcrumbs=facts.way,
        image_url=pictures[0].url if pictures else None,
        media=pictures,
        attributes=facts.attributes,
        in_stock=facts.in_stock,
        rating=facts.rating,
        rating_count=facts.rating_count,
        variant_count=len(facts.offers),
        variants=_variants(facts.offers),
    )
    return ENCODER.encode(page)


def verbatim(finished: bytes) -> msgspec.Raw:
    """Let it stand within other JSON as it is."""
    return msgspec.Raw(finished)


def list_of(cards: Sequence[bytes], *, total: int, page: int, page_size: int, facets: bytes = b"") -> bytes:
    """Return a page of cards as finished JSON, without taking the cards apart again."""
    tail = b'],"totalCount":%d,"page":%d,"pageSize":%d' % (total, page, page_size)
    more = b',"facets":' + facets if facets else b""
    return b'{"items":[' + b",".join(cards) + tail + more + b"}"


def _pictures(media: Iterable[Picture]) -> list[ShownPicture]:
    return [ShownPicture(url=picture.address, alt=picture.alt) for picture in media]


def _variants(offers: Iterable[Offer]) -> list[ShownVariant]:
    return [
        ShownVariant(
            id=offer.id,
            sku=offer.sku,
            options=offer.options,
            price=offer.price.major,
            currency=offer.price.currency,
            in_stock=offer.in_stock,
        )
        for offer in offers
    ]
