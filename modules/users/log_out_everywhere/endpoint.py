"""POST /api/users/logout-all."""

from modules.users.log_out_everywhere.handler import LogOutEverywhere
from souk.bus import Bus
from souk.http import Cookie, Reply, post, signed_in

GONE = Cookie(name="souk_refresh", value="", path="/api/users", max_age=0)


@post("/api/users/logout-all", policy=signed_in, status=204, hands_out_tokens=True)
async def log_out_of_all(bus: Bus) -> Reply[None]:
    """Sign out on all devices, this one included."""
    await bus.do(LogOutEverywhere())
    return Reply(None, cookies=[GONE])
