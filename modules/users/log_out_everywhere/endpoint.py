"""POST /api/users/logout-all."""

from modules.users.edge import NO_COOKIE
from modules.users.log_out_everywhere.handler import LogOutEverywhere
from souk.bus import Bus
from souk.http import Reply, post, signed_in


@post("/api/users/logout-all", policy=signed_in, status=204, hands_out_tokens=True)
async def log_out_of_all(bus: Bus) -> Reply[None]:
    """Sign out on all devices, this one included."""
    await bus.do(LogOutEverywhere())
    return Reply(None, cookies=[NO_COOKIE])
