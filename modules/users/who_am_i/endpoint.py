"""GET /api/users/me."""

from uuid import UUID

from modules.users.who_am_i.handler import WhoAmI
from souk.bus import Bus
from souk.http import Shown, get, signed_in
from souk.kernel import NotFound


class Me(Shown):
    id: UUID
    email: str
    first_name: str
    last_name: str


@get("/api/users/me", policy=signed_in, refuses=[NotFound])
async def show_me(bus: Bus) -> Me:
    """Show the signed-in person."""
    person = await bus.ask(WhoAmI())
    return Me(id=person.id, email=person.email, first_name=person.first_name, last_name=person.last_name)
