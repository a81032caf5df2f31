"""DELETE /api/users/me."""

from modules.users.domain.roles import LastAdministrator
from modules.users.edge import NO_COOKIE
from modules.users.erase_me.handler import EraseMe
from souk.bus import Bus
from souk.http import Reply, delete, signed_in
from souk.kernel import NotFound


@delete("/api/users/me", policy=signed_in, status=204, refuses=[NotFound, LastAdministrator])
async def delete_me(bus: Bus) -> Reply[None]:
    """Erase the account: personal data is anonymised everywhere, orders are kept. There is no way back."""
    await bus.do(EraseMe())
    return Reply(None, cookies=[NO_COOKIE])
