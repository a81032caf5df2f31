"""DELETE /api/admin/categories/{id}."""

from uuid import UUID

from modules.catalog.domain.category import CategoryNotEmpty
from modules.catalog.permissions import EDIT
from modules.catalog.remove_category.handler import RemoveCategory
from souk.bus import Bus
from souk.http import VersionRequired, Visit, delete, requires
from souk.kernel import NotFound, Stale


@delete(
    "/api/admin/categories/{id}",
    policy=requires(EDIT),
    status=204,
    reads=["If-Match"],
    refuses=[NotFound, Stale, VersionRequired, CategoryNotEmpty],
)
async def delete_category(id: UUID, visit: Visit, bus: Bus) -> None:
    """Remove a category that holds neither products nor other categories."""
    await bus.do(RemoveCategory(category_id=id, expected_version=visit.expected_version()))
