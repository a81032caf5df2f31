"""POST /api/users/refresh."""

from modules.users.domain.origins import ForeignOrigin, Provenance
from modules.users.edge import REFRESH, AccessGranted, handed_out
from modules.users.refresh_session.handler import RefreshSession, SessionOver
from souk.bus import Bus
from souk.http import Reply, Turn, Visit, post, public


@post(
    "/api/users/refresh",
    policy=public,
    turn=Turn.FIRST,
    refuses=[SessionOver, ForeignOrigin],
    hands_out_tokens=True,
    reads=["Origin", "Sec-Fetch-Site"],
)
async def refresh_access(visit: Visit, bus: Bus) -> Reply[AccessGranted]:
    """Get a new access token for the refresh cookie, which is replaced by the next one."""
    provenance = Provenance(origin=visit.header("origin"), fetch_site=visit.header("sec-fetch-site"))
    granted = await bus.do(RefreshSession(token=visit.cookie(REFRESH) or "", provenance=provenance))
    if granted is None:
        raise SessionOver
    return handed_out(granted)
