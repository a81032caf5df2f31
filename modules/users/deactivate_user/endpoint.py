"""POST /api/admin/users/{id}/deactivate."""

from uuid import UUID

from modules.users import permissions
from modules.users.deactivate_user.handler import DeactivateUser
from modules.users.domain.roles import LastAdministrator, MoreThanYouHold
from souk.bus import Bus
from souk.http import post, requires
from souk.kernel import NotFound


@post(
    "/api/admin/users/{id}/deactivate",
    policy=requires(permissions.DEACTIVATE),
    status=204,
    refuses=[NotFound, LastAdministrator, MoreThanYouHold],
)
async def close_account(id: UUID, bus: Bus) -> None:
    """Close an account for now. Its tokens are worth nothing within a second."""
    await bus.do(DeactivateUser(user_id=id))
