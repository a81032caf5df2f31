"""PUT /api/admin/roles/{id}."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta

from modules.users import permissions
from modules.users.change_role.handler import ChangeRole
from modules.users.domain.fields import CapabilityName
from modules.users.domain.roles import MoreThanYouHold, UnknownCapability
from souk.bus import Bus
from souk.http import Body, Reply, VersionRequired, Visit, put, requires, version_tag
from souk.kernel import NotFound, Stale


class RoleBody(Body):
    capabilities: Annotated[tuple[CapabilityName, ...], Meta(max_length=500)]


@put(
    "/api/admin/roles/{id}",
    policy=requires(permissions.EDIT_ROLES),
    status=204,
    refuses=[NotFound, Stale, VersionRequired, UnknownCapability, MoreThanYouHold],
    reads=["If-Match"],
    example={"capabilities": ["users:see-people"]},
)
async def put_role(id: UUID, body: RoleBody, visit: Visit, bus: Bus) -> Reply[None]:
    """Replace what a role may do. Who has it may do so within a second."""
    version = await bus.do(
        ChangeRole(id=id, capabilities=body.capabilities, version=visit.expected_version())
    )
    return Reply(None, headers=[version_tag(version)])
