"""POST /api/users/logout."""

from modules.users.domain.origins import ForeignOrigin, Provenance
from modules.users.edge import NO_COOKIE, REFRESH
from modules.users.log_out.handler import LogOut
from souk.bus import Bus
from souk.http import Reply, Visit, anyone, post


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
    await bus.do(LogOut(token=visit.cookie(REFRESH) or "", provenance=provenance))
    return Reply(None, cookies=[NO_COOKIE])
