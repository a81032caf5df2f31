"""POST /api/admin/products/{id}/variants."""

from uuid import UUID

from msgspec import field

from modules.catalog.add_variant.handler import AddVariant
from modules.catalog.domain.new_product import NewVariant
from modules.catalog.domain.product import MixedCurrencies, SameOptionsTwice, TooManyVariants
from modules.catalog.domain.stock import Quantity
from modules.catalog.domain.variant import Options, Sku, SkuTaken, WeightGrams
from modules.catalog.permissions import EDIT
from souk.bus import Bus
from souk.http import Amount, Body, Reply, Shown, VersionRequired, Visit, post, requires, version_tag
from souk.kernel import Currency, NotFound, Stale


class MoreVariantBody(Body):
    sku: Sku
    price: Amount
    currency: Currency
    options: Options = field(default_factory=dict[str, str])
    weight_grams: WeightGrams = 0
    on_hand: Quantity = 0
    low_stock_threshold: Quantity = 0
    backorder_limit: Quantity = 0


class MoreVariantShown(Shown):
    """The new variant; the ETag is that of its product."""

    id: UUID
    product_id: UUID
    version: int


@post(
    "/api/admin/products/{id}/variants",
    policy=requires(EDIT),
    status=201,
    reads=["If-Match"],
    refuses=[
        NotFound,
        Stale,
        VersionRequired,
        SkuTaken,
        MixedCurrencies,
        SameOptionsTwice,
        TooManyVariants,
    ],
)
async def post_variant(id: UUID, body: MoreVariantBody, visit: Visit, bus: Bus) -> Reply[MoreVariantShown]:
    """Offer a product in one more variant."""
    variant = NewVariant(
        sku=body.sku,
        price=body.price.of(body.currency),
        options=body.options,
        weight_grams=body.weight_grams,
        on_hand=body.on_hand,
        low_threshold=body.low_stock_threshold,
        backorder_limit=body.backorder_limit,
    )
    command = AddVariant(product_id=id, expected_version=visit.expected_version(), variant=variant)
    added = await bus.do(command)
    version = added.product.version
    shown = MoreVariantShown(id=added.id, product_id=added.product.id, version=version)
    return Reply(shown, headers=[version_tag(version)])
