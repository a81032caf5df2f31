"""DELETE /api/admin/products/{id}."""

from uuid import UUID

from modules.catalog.edge import EditedShown, shown
from modules.catalog.permissions import EDIT
from modules.catalog.retire_product.handler import RetireProduct
from souk.bus import Bus
from souk.http import Reply, VersionRequired, Visit, delete, requires
from souk.kernel import NotFound, Stale


@delete(
    "/api/admin/products/{id}",
    policy=requires(EDIT),
    reads=["If-Match"],
    refuses=[NotFound, Stale, VersionRequired],
)
async def delete_product(id: UUID, visit: Visit, bus: Bus) -> Reply[EditedShown]:
    """Take a product off sale. It is kept, because orders name it."""
    return shown(await bus.do(RetireProduct(product_id=id, expected_version=visit.expected_version())))
