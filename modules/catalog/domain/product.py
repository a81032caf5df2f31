"""A product: what is said about it once, and the variants in which it is sold."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from modules.catalog.domain.attributes import Attribute, each_once
from modules.catalog.domain.media import Picture
from modules.catalog.domain.slugs import SlugTaken
from modules.catalog.domain.variant import Variant
from souk.kernel import Money, Refusal

MOST_VARIANTS = 100
OUR_OWN_ADDRESSES = frozenset({"suggest"})  # below /api/products, beside the products themselves

ProductName = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"\S")]
Description = Annotated[str, Meta(max_length=10_000)]


class ProductStatus(StrEnum):
    DRAFT = "draft"
    ACTIVE = "active"
    RETIRED = "retired"


class NothingToSell(Refusal):
    """A product is published with at least one variant."""


class MixedCurrencies(Refusal):
    """All variants of a product are sold in one currency."""


class SameOptionsTwice(Refusal):
    """Two variants with the same options could not be told apart."""


class TooManyVariants(Refusal):
    """A product has that many variants at most."""

    def __init__(self) -> None:
        super().__init__(f"A product has at most {MOST_VARIANTS} variants.", most=MOST_VARIANTS)


@dataclass(eq=False, kw_only=True)
class Product:
    """Invisible as a draft, sold while active, kept for its history once retired."""

    id: UUID
    slug: str
    name: str
    description: str
    category_id: UUID
    status: ProductStatus
    attributes: list[Attribute]
    media: list[Picture]
    created_at: datetime
    updated_at: datetime
    variants: list[Variant] = field(default_factory=list[Variant])

    @classmethod
    def drafted(
        cls,
        *,
        id: UUID,
        slug: str,
        name: str,
        description: str,
        category_id: UUID,
        attributes: Iterable[Attribute],
        media: Iterable[Picture],
        at: datetime,
    ) -> "Product":
        """Begin a product that nobody sees yet."""
        if slug in OUR_OWN_ADDRESSES:
            raise SlugTaken
        return cls(
            id=id,
            slug=slug,
            name=name.strip(),
            description=description.strip(),
            category_id=category_id,
            status=ProductStatus.DRAFT,
            attributes=each_once(attributes),
            media=list(media),
            created_at=at,
            updated_at=at,
        )

    def offer(
        self, *, id: UUID, sku: str, options: dict[str, str], price: Money, weight_grams: int
    ) -> Variant:
        """Add a variant behind those that there are."""
        if len(self.variants) >= MOST_VARIANTS:
            raise TooManyVariants
        if any(other.price.currency != price.currency for other in self.variants):
            raise MixedCurrencies
        if any(other.options == options for other in self.variants):
            raise SameOptionsTwice
        variant = Variant(
            id=id,
            product_id=self.id,
            sku=sku,
            options=dict(options),
            price=price,
            weight_grams=weight_grams,
            position=len(self.variants),
        )
        self.variants.append(variant)
        return variant

    def publish(self) -> None:
        """Put it on sale."""
        if not self.variants:
            raise NothingToSell
        self.status = ProductStatus.ACTIVE
