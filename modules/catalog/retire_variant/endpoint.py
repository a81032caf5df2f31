"""DELETE /api/admin/products/variants/{id}."""

from uuid import UUID

from modules.catalog.domain.product import NothingToSell
from modules.catalog.edge import EditedShown, shown
from modules.catalog.permissions import EDIT
from modules.catalog.retire_variant.handler import RetireVariant
from souk.bus import Bus
from souk.http import Reply, VersionRequired, Visit, delete, requires
from souk.kernel import NotFound, Stale


@delete(
    "/api/admin/products/variants/{id}",
    policy=requires(EDIT),
    reads=["If-Match"],
    refuses=[NotFound, Stale, VersionRequired, NothingToSell],
)
async def delete_variant(id: UUID, visit: Visit, bus: Bus) -> Reply[EditedShown]:
    """No longer sell a variant. A product on sale keeps at least one."""
    return shown(await bus.do(RetireVariant(variant_id=id, expected_version=visit.expected_version())))
