"""GET /api/admin/roles."""

from uuid import UUID

import msgspec

from modules.users import permissions
from modules.users.list_roles.handler import ListRoles
from souk.bus import Bus
from souk.http import Shown, get, requires


class RoleShown(Shown):
    """`version` goes into If-Match as `"v1"`; roles that come with the shop have neither id nor version."""

    id: UUID | None
    name: str
    capabilities: list[str]
    shipped: bool
    version: int | None


class RolesShown(Shown):
    items: list[RoleShown]


@get("/api/admin/roles", policy=requires(permissions.SEE_ROLES))
async def show_roles(bus: Bus) -> RolesShown:
    """List the roles and what each may do."""
    found = await bus.ask(ListRoles())
    return RolesShown(items=[msgspec.convert(each, RoleShown, from_attributes=True) for each in found])
