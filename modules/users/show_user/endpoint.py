"""GET /api/admin/users/{id}."""

from datetime import datetime
from uuid import UUID

import msgspec

from modules.users import permissions
from modules.users.domain.account import Standing
from modules.users.show_user.handler import ShowUser
from souk.bus import Bus
from souk.http import Reply, Shown, get, requires, version_tag
from souk.kernel import NotFound


class UserShown(Shown):
    id: UUID
    email: str
    first_name: str
    last_name: str
    language: str
    roles: list[str]
    capabilities: list[str]
    standing: Standing
    email_verified_at: datetime | None
    registered_at: datetime
    open_sessions: int


@get("/api/admin/users/{id}", policy=requires(permissions.SEE_PEOPLE), refuses=[NotFound])
async def show_one_user(id: UUID, bus: Bus) -> Reply[UserShown]:
    """Show one account, with its version as ETag."""
    seen = await bus.ask(ShowUser(user_id=id))
    shown = msgspec.convert(seen, UserShown, from_attributes=True)
    return Reply(shown, headers=[version_tag(seen.version)])
