"""A product: what is said about it once, and the variants in which it is sold."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from modules.catalog.domain.attributes import Attribute, each_once
from modules.catalog.domain.media import MOST_PICTURES, Picture
from modules.catalog.domain.slugs import SlugTaken
from modules.catalog.domain.variant import Variant
from souk.kernel import Money, NotFound, Refusal

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


class TooManyPictures(Refusal):
    """A product has that many pictures at most."""

    def __init__(self) -> None:
        super().__init__(f"A product has at most {MOST_PICTURES} pictures.", most=MOST_PICTURES)


class PictureShownTwice(Refusal):
    """The product shows this picture already."""


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
    version: int = 0

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
        self._check_offer(options, price, beside=self.variants)
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
        if not any(not variant.retired for variant in self.variants):
            raise NothingToSell
        self.status = ProductStatus.ACTIVE

    def retire(self) -> None:
        """Take it off sale for good; what was ordered stays explained."""
        self.status = ProductStatus.RETIRED

    def variant(self, id: UUID) -> Variant:
        """Return one that is still sold."""
        for variant in self.variants:
            if variant.id == id and not variant.retired:
                return variant
        raise NotFound("variant")

    def change_variant(self, id: UUID, *, options: dict[str, str], price: Money, weight_grams: int) -> None:
        """Sell it otherwise from now on; orders that were placed keep what they said."""
        variant = self.variant(id)
        self._check_offer(options, price, beside=[other for other in self.variants if other is not variant])
        variant.options = dict(options)
        variant.price = price
        variant.weight_grams = weight_grams

    def retire_variant(self, id: UUID) -> None:
        """No longer sell this one; a product on sale keeps at least one."""
        others = [other for other in self.variants if other.id != id and not other.retired]
        if self.status is ProductStatus.ACTIVE and not others:
            raise NothingToSell
        self.variant(id).retired = True

    def add_picture(self, picture: Picture, place: int | None) -> None:
        """Show one more, at that place or behind the others."""
        if len(self.media) >= MOST_PICTURES:
            raise TooManyPictures
        if any(other.address == picture.address for other in self.media):
            raise PictureShownTwice
        media = list(self.media)
        media.insert(len(media) if place is None else place, picture)
        self.media = media

    def remove_picture(self, address: str) -> None:
        kept = [picture for picture in self.media if picture.address != address]
        if len(kept) == len(self.media):
            raise NotFound("picture")
        self.media = kept

    def changed(self, at: datetime) -> None:
        """Note that it is different now, so that its version is a new one even if only a variant changed."""
        self.updated_at = at

    def _check_offer(self, options: dict[str, str], price: Money, *, beside: list[Variant]) -> None:
        sold = [other for other in beside if not other.retired]
        if any(other.price.currency != price.currency for other in sold):
            raise MixedCurrencies
        if any(other.options == options for other in sold):
            raise SameOptionsTwice
