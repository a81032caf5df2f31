"""GET /api/users/me."""

from datetime import datetime
from uuid import UUID

import msgspec

from modules.users.who_am_i.handler import WhoAmI
from souk.bus import Bus
from souk.http import Shown, get, signed_in
from souk.kernel import NotFound


class Me(Shown):
    id: UUID
    email: str
    first_name: str
    last_name: str
    language: str
    email_verified: bool
    registered_at: datetime
    permissions: list[str]


@get("/api/users/me", policy=signed_in, refuses=[NotFound])
async def show_me(bus: Bus) -> Me:
    """Show the signed-in person, and what they may do beyond what everybody may."""
    person = await bus.ask(WhoAmI())
    return Me(**msgspec.structs.asdict(person), permissions=sorted(bus.actor.capabilities))
