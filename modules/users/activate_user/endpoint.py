"""POST /api/admin/users/{id}/activate."""

from uuid import UUID

from modules.users import permissions
from modules.users.activate_user.handler import ActivateUser
from souk.bus import Bus
from souk.http import post, requires
from souk.kernel import NotFound


@post(
    "/api/admin/users/{id}/activate",
    policy=requires(permissions.DEACTIVATE),
    status=204,
    refuses=[NotFound],
)
async def open_account(id: UUID, bus: Bus) -> None:
    """Open a deactivated account again; the person signs in anew."""
    await bus.do(ActivateUser(user_id=id))
