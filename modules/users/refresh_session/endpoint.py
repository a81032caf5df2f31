"""POST /api/users/refresh."""

from uuid import UUID

from modules.users.domain.granted import Granted
from modules.users.domain.origins import ForeignOrigin, Provenance
from modules.users.refresh_session.handler import RefreshSession, SessionOver
from souk.bus import Bus
from souk.http import Cookie, Reply, Shown, Visit, post, public


class RefreshedUser(Shown):
    id: UUID
    email: str
    first_name: str
    last_name: str


class AccessRefreshed(Shown):
    access_token: str
    expires_in: int
    user: RefreshedUser
    token_type: str = "Bearer"  # noqa: S105 - the name of a scheme


@post(
    "/api/users/refresh",
    policy=public,
    refuses=[SessionOver, ForeignOrigin],
    hands_out_tokens=True,
    reads=["Origin", "Sec-Fetch-Site"],
)
async def refresh_access(visit: Visit, bus: Bus) -> Reply[AccessRefreshed]:
    """Get a new access token for the refresh cookie, which is replaced by the next one."""
    granted = await bus.do(
        RefreshSession(
            token=visit.cookie("souk_refresh") or "",
            provenance=Provenance(origin=visit.header("origin"), fetch_site=visit.header("sec-fetch-site")),
        )
    )
    if granted is None:
        raise SessionOver
    return Reply(_shown(granted), cookies=[_refresh_cookie(granted)])


def _refresh_cookie(granted: Granted) -> Cookie:
    return Cookie(
        name="souk_refresh",
        value=granted.refresh_token,
        path="/api/users",
        max_age=granted.refresh_seconds,
    )


def _shown(granted: Granted) -> AccessRefreshed:
    return AccessRefreshed(
        access_token=granted.access_token,
        expires_in=granted.expires_in,
        user=RefreshedUser(
            id=granted.id, email=granted.email, first_name=granted.first_name, last_name=granted.last_name
        ),
    )
