"""POST /api/users/login."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta

from modules.users.domain.session import LIFETIME
from modules.users.log_in.handler import LoggedIn, LogIn, WrongCredentials
from souk.bus import Bus
from souk.http import Body, Cookie, Reply, Shown, post, public


class LogInBody(Body):
    email: Annotated[str, Meta(max_length=320)]
    password: Annotated[str, Meta(max_length=128)]


class SignedInUser(Shown):
    id: UUID
    email: str
    first_name: str
    last_name: str


class AccessGranted(Shown):
    access_token: str
    expires_in: int
    user: SignedInUser
    token_type: str = "Bearer"  # noqa: S105 - the name of a scheme


@post("/api/users/login", policy=public, refuses=[WrongCredentials], hands_out_tokens=True)
async def log_in_user(body: LogInBody, bus: Bus) -> Reply[AccessGranted]:
    """Sign in: an access token to carry in memory, a refresh token as a cookie."""
    granted = await bus.do(LogIn(email=body.email, password=body.password))
    return Reply(_shown(granted), cookies=[_refresh_cookie(granted)])


def _refresh_cookie(granted: LoggedIn) -> Cookie:
    seconds = int(LIFETIME.total_seconds())
    return Cookie(name="souk_refresh", value=granted.refresh_token, path="/api/users", max_age=seconds)


def _shown(granted: LoggedIn) -> AccessGranted:
    return AccessGranted(
        access_token=granted.access_token,
        expires_in=granted.expires_in,
        user=SignedInUser(
            id=granted.id, email=granted.email, first_name=granted.first_name, last_name=granted.last_name
        ),
    )
