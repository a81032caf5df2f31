"""PUT /api/admin/users/{id}/roles."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta

from modules.users import permissions
from modules.users.assign_roles.handler import AssignRoles
from modules.users.domain.fields import RoleName
from modules.users.domain.roles import LastAdministrator, MoreThanYouHold, UnknownRole
from souk.bus import Bus
from souk.http import Body, Reply, VersionRequired, Visit, put, requires, version_tag
from souk.kernel import NotFound, Stale


class RolesBody(Body):
    roles: Annotated[tuple[RoleName, ...], Meta(max_length=20)]


@put(
    "/api/admin/users/{id}/roles",
    policy=requires(permissions.ASSIGN_ROLES),
    status=204,
    refuses=[NotFound, Stale, VersionRequired, UnknownRole, MoreThanYouHold, LastAdministrator],
    reads=["If-Match"],
    example={"roles": ["customer", "support"]},
)
async def put_roles(id: UUID, body: RolesBody, visit: Visit, bus: Bus) -> Reply[None]:
    """Replace somebody's roles. Tokens that they hold are void within a second; a refresh brings new ones."""
    version = await bus.do(AssignRoles(user_id=id, roles=body.roles, version=visit.expected_version()))
    return Reply(None, headers=[version_tag(version)])
