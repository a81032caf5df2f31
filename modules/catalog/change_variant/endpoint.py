"""PATCH /api/admin/products/variants/{id}."""

from uuid import UUID

from msgspec import UNSET, UnsetType

from modules.catalog.change_variant.handler import ChangeVariant
from modules.catalog.domain.product import SameOptionsTwice
from modules.catalog.domain.variant import Options, WeightGrams
from modules.catalog.edge import EditedShown, shown
from modules.catalog.permissions import EDIT
from souk.bus import Bus
from souk.http import Amount, Body, Reply, VersionRequired, Visit, patch, requires
from souk.kernel import NotFound, Stale


class VariantChangesBody(Body):
    price: Amount | None = None
    options: Options | UnsetType = UNSET
    weight_grams: WeightGrams | None = None


@patch(
    "/api/admin/products/variants/{id}",
    policy=requires(EDIT),
    reads=["If-Match"],
    refuses=[NotFound, Stale, VersionRequired, SameOptionsTwice],
)
async def patch_variant(id: UUID, body: VariantChangesBody, visit: Visit, bus: Bus) -> Reply[EditedShown]:
    """Change what is named; the price is in the currency that the product is sold in."""
    command = ChangeVariant(
        variant_id=id,
        expected_version=visit.expected_version(),
        price=body.price.text if body.price else None,
        options=body.options,
        weight_grams=body.weight_grams,
    )
    return shown(await bus.do(command))
