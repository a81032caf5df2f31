"""GET /api/admin/permissions."""

from modules.users import permissions
from modules.users.list_permissions.handler import ListPermissions
from souk.bus import Bus
from souk.http import Shown, get, requires


class PermissionShown(Shown):
    name: str
    meaning: str


class PermissionsShown(Shown):
    items: list[PermissionShown]


@get("/api/admin/permissions", policy=requires(permissions.SEE_ROLES))
async def show_permissions(bus: Bus) -> PermissionsShown:
    """List everything that a role may allow."""
    found = await bus.ask(ListPermissions())
    return PermissionsShown(items=[PermissionShown(name=each.name, meaning=each.meaning) for each in found])
