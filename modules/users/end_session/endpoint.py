"""DELETE /api/users/me/sessions/{id}."""

from uuid import UUID

from modules.users.end_session.handler import EndSession
from souk.bus import Bus
from souk.http import delete, signed_in
from souk.kernel import NotFound


@delete("/api/users/me/sessions/{id}", policy=signed_in, status=204, refuses=[NotFound])
async def delete_session(id: UUID, bus: Bus) -> None:
    """Sign out on another device."""
    await bus.do(EndSession(session_id=id))
