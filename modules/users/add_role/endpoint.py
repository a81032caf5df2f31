"""POST /api/admin/roles."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta

from modules.users import permissions
from modules.users.add_role.handler import AddRole, RoleNameTaken
from modules.users.domain.fields import CapabilityName, RoleName
from modules.users.domain.roles import MoreThanYouHold, UnknownCapability
from souk.bus import Bus
from souk.http import Body, Reply, Shown, post, requires, version_tag


class NewRoleBody(Body):
    name: RoleName
    capabilities: Annotated[tuple[CapabilityName, ...], Meta(max_length=500)]


class RoleAdded(Shown):
    id: UUID


@post(
    "/api/admin/roles",
    policy=requires(permissions.EDIT_ROLES),
    status=201,
    refuses=[RoleNameTaken, UnknownCapability, MoreThanYouHold],
    example={"name": "night-shift", "capabilities": []},
)
async def make_role(body: NewRoleBody, bus: Bus) -> Reply[RoleAdded]:
    """Make a role. Nobody puts in what they do not hold themselves."""
    id = await bus.do(AddRole(name=body.name, capabilities=body.capabilities))
    return Reply(RoleAdded(id=id), headers=[version_tag(1)])
