"""DELETE /api/users/me/addresses/{id}."""

from uuid import UUID

from modules.users.remove_address.handler import RemoveAddress
from souk.bus import Bus
from souk.http import delete, signed_in
from souk.kernel import NotFound


@delete("/api/users/me/addresses/{id}", policy=signed_in, status=204, refuses=[NotFound])
async def remove_own_address(id: UUID, bus: Bus) -> None:
    """Strike an address from the book."""
    await bus.do(RemoveAddress(id=id))
