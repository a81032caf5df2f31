"""GET /api/admin/products/{id}."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from modules.catalog.domain.attributes import Attribute
from modules.catalog.domain.card import ShownPicture
from modules.catalog.domain.product import ProductStatus
from modules.catalog.inspect_product.handler import InspectProduct, ProductSheet, VariantSheet
from modules.catalog.permissions import EDIT
from souk.bus import Bus
from souk.http import Reply, Shown, get, requires, version_tag
from souk.kernel import NotFound


class VariantSheetShown(Shown):
    id: UUID
    sku: str
    options: dict[str, str]
    price: Decimal
    currency: str
    weight_grams: int
    retired: bool
    on_hand: int
    reserved: int
    low_stock_threshold: int
    backorder_limit: int


class ProductSheetShown(Shown):
    id: UUID
    slug: str
    name: str
    description: str
    category: str
    status: ProductStatus
    attributes: list[Attribute]
    media: list[ShownPicture]
    created_at: datetime
    updated_at: datetime
    version: int
    variants: list[VariantSheetShown]


@get("/api/admin/products/{id}", policy=requires(EDIT), refuses=[NotFound])
async def get_product_sheet(id: UUID, bus: Bus) -> Reply[ProductSheetShown]:
    """Show everything about a product; its ETag is what a change must name."""
    sheet = await bus.ask(InspectProduct(product_id=id))
    return Reply(_shown(sheet), headers=[version_tag(sheet.version)])


def _shown(sheet: ProductSheet) -> ProductSheetShown:
    return ProductSheetShown(
        id=sheet.id,
        slug=sheet.slug,
        name=sheet.name,
        description=sheet.description,
        category=sheet.category,
        status=sheet.status,
        attributes=sheet.attributes,
        media=[ShownPicture(url=picture.address, alt=picture.alt) for picture in sheet.media],
        created_at=sheet.created_at,
        updated_at=sheet.updated_at,
        version=sheet.version,
        variants=[_variant(variant) for variant in sheet.variants],
    )


def _variant(variant: VariantSheet) -> VariantSheetShown:
    return VariantSheetShown(
        id=variant.id,
        sku=variant.sku,
        options=variant.options,
        price=variant.price.major,
        currency=variant.price.currency,
        weight_grams=variant.weight_grams,
        retired=variant.retired,
        on_hand=variant.on_hand,
        reserved=variant.reserved,
        low_stock_threshold=variant.low_threshold,
        backorder_limit=variant.backorder_limit,
    )
