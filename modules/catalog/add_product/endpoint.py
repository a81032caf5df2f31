"""POST /api/admin/products."""

from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, field

from modules.catalog.add_product.handler import AddProduct
from modules.catalog.domain.attributes import AttributeGivenTwice, Attributes
from modules.catalog.domain.category import UnknownCategory
from modules.catalog.domain.media import MOST_PICTURES, Address, Alt, Picture
from modules.catalog.domain.new_product import NewProduct, NewVariant
from modules.catalog.domain.product import (
    MOST_VARIANTS,
    Description,
    MixedCurrencies,
    NothingToSell,
    ProductName,
    ProductStatus,
    SameOptionsTwice,
)
from modules.catalog.domain.slugs import NameMakesNoSlug, Slug, SlugTaken
from modules.catalog.domain.stock import Quantity
from modules.catalog.domain.variant import Options, Sku, SkuTaken, WeightGrams
from modules.catalog.permissions import EDIT
from souk.bus import Bus
from souk.http import Amount, Body, Shown, post, requires
from souk.kernel import Currency


class NewPictureBody(Body):
    url: Address
    alt: Alt


class NewVariantBody(Body):
    sku: Sku
    price: Amount
    currency: Currency
    options: Options = field(default_factory=dict[str, str])
    weight_grams: WeightGrams = 0
    on_hand: Quantity = 0
    low_stock_threshold: Quantity = 0


class NewProductBody(Body):
    name: ProductName
    category: Slug
    slug: Slug | None = None
    description: Description = ""
    status: Literal["draft", "active"] = "active"
    attributes: Attributes = ()
    media: Annotated[tuple[NewPictureBody, ...], Meta(max_length=MOST_PICTURES)] = ()
    variants: Annotated[tuple[NewVariantBody, ...], Meta(max_length=MOST_VARIANTS)] = ()


class VariantAdded(Shown):
    id: UUID
    sku: str


class ProductAdded(Shown):
    id: UUID
    slug: str
    status: ProductStatus
    variants: list[VariantAdded]


@post(
    "/api/admin/products",
    policy=requires(EDIT),
    status=201,
    refuses=[
        SlugTaken,
        SkuTaken,
        NameMakesNoSlug,
        UnknownCategory,
        NothingToSell,
        MixedCurrencies,
        SameOptionsTwice,
        AttributeGivenTwice,
    ],
)
async def post_product(body: NewProductBody, bus: Bus) -> ProductAdded:
    """Add a product with its variants; it is on sale at once unless its status is `draft`."""
    added = await bus.do(AddProduct(product=_product(body)))
    return ProductAdded(
        id=added.id,
        slug=added.slug,
        status=added.status,
        variants=[VariantAdded(id=variant.id, sku=variant.sku) for variant in added.variants],
    )


def _product(body: NewProductBody) -> NewProduct:
    return NewProduct(
        name=body.name,
        category=body.category,
        slug=body.slug,
        description=body.description,
        draft=body.status == "draft",
        attributes=body.attributes,
        media=tuple(Picture(address=picture.url, alt=picture.alt) for picture in body.media),
        variants=tuple(_variant(variant) for variant in body.variants),
    )


def _variant(body: NewVariantBody) -> NewVariant:
    return NewVariant(
        sku=body.sku,
        price=body.price.of(body.currency),
        options=body.options,
        weight_grams=body.weight_grams,
        on_hand=body.on_hand,
        low_threshold=body.low_stock_threshold,
    )
