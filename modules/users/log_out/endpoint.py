"""POST /api/users/logout."""

from modules.users.domain.origins import ForeignOrigin, Provenance
from modules.users.log_out.handler import LogOut
from souk.bus import Bus
from souk.http import Cookie, Reply, Visit, anyone, post

GONE = Cookie(name="souk_refresh", value="", path="/api/users", max_age=0)


@post(
    "/api/users/logout",
    policy=anyone,
    status=204,
    refuses=[ForeignOrigin],
    hands_out_tokens=True,
    reads=["Origin", "Sec-Fetch-Site"],
)
async def log_out_here(visit: Visit, bus: Bus) -> Reply[None]:
    """Sign out on this device: its tokens are worth nothing within a second, in every process."""
    provenance = Provenance(origin=visit.header("origin"), fetch_site=visit.header("sec-fetch-site"))
    await bus.do(LogOut(token=visit.cookie("souk_refresh") or "", provenance=provenance))
    return Reply(None, cookies=[GONE])
