"""GET /api/users/me/sessions."""

from datetime import datetime
from uuid import UUID

import msgspec

from modules.users.list_sessions.handler import ListSessions
from souk.bus import Bus
from souk.http import Shown, get, signed_in


class SessionShown(Shown):
    id: UUID
    device: str
    started_at: datetime
    used_at: datetime
    expires_at: datetime
    current: bool


class SessionsShown(Shown):
    items: list[SessionShown]


@get("/api/users/me/sessions", policy=signed_in)
async def show_sessions(bus: Bus) -> SessionsShown:
    """List where the person is signed in, the latest used first."""
    found = await bus.ask(ListSessions())
    return SessionsShown(items=[msgspec.convert(each, SessionShown, from_attributes=True) for each in found])
