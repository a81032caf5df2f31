"""DELETE /api/admin/roles/{id}."""

from uuid import UUID

from modules.users import permissions
from modules.users.domain.roles import MoreThanYouHold
from modules.users.remove_role.handler import RemoveRole, RoleInUse
from souk.bus import Bus
from souk.http import delete, requires
from souk.kernel import NotFound


@delete(
    "/api/admin/roles/{id}",
    policy=requires(permissions.EDIT_ROLES),
    status=204,
    refuses=[NotFound, RoleInUse, MoreThanYouHold],
)
async def delete_role(id: UUID, bus: Bus) -> None:
    """Remove a role that nobody has."""
    await bus.do(RemoveRole(id=id))
