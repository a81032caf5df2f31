"""DELETE /api/admin/products/{id}/media."""

from uuid import UUID

from modules.catalog.domain.media import Address
from modules.catalog.edge import EditedShown, shown
from modules.catalog.permissions import EDIT
from modules.catalog.remove_picture.handler import RemovePicture
from souk.bus import Bus
from souk.http import Parameters, Reply, VersionRequired, Visit, delete, requires
from souk.kernel import NotFound, Stale


class WhichPicture(Parameters):
    url: Address


@delete(
    "/api/admin/products/{id}/media",
    policy=requires(EDIT),
    reads=["If-Match"],
    refuses=[NotFound, Stale, VersionRequired],
)
async def delete_picture(id: UUID, which: WhichPicture, visit: Visit, bus: Bus) -> Reply[EditedShown]:
    """Take away the picture with that address."""
    version = visit.expected_version()
    command = RemovePicture(product_id=id, expected_version=version, address=which.url)
    return shown(await bus.do(command))
