"""POST /api/users/login."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta

from modules.users.domain.attempts import TooManyAttempts
from modules.users.domain.fields import GivenPassword
from modules.users.domain.granted import Granted
from modules.users.log_in.handler import AccountDeactivated, LogIn, WrongCredentials
from souk.bus import Bus
from souk.http import Body, Cookie, Reply, Shown, Visit, post, public


class LogInBody(Body):
    email: Annotated[str, Meta(max_length=320)]
    password: GivenPassword


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


@post(
    "/api/users/login",
    policy=public,
    refuses=[WrongCredentials, AccountDeactivated, TooManyAttempts],
    hands_out_tokens=True,
    reads=["User-Agent"],
)
async def log_in_user(body: LogInBody, visit: Visit, bus: Bus) -> Reply[AccessGranted]:
    """Sign in: an access token to carry in memory, a refresh token as a cookie."""
    granted = await bus.do(
        LogIn(
            email=body.email,
            password=body.password,
            address=visit.address,
            device=visit.header("user-agent") or "",
        )
    )
    return Reply(_shown(granted), cookies=[_refresh_cookie(granted)])


def _refresh_cookie(granted: Granted) -> Cookie:
    return Cookie(
        name="souk_refresh",
        value=granted.refresh_token,
        path="/api/users",
        max_age=granted.refresh_seconds,
    )


def _shown(granted: Granted) -> AccessGranted:
    return AccessGranted(
        access_token=granted.access_token,
        expires_in=granted.expires_in,
        user=SignedInUser(
            id=granted.id, email=granted.email, first_name=granted.first_name, last_name=granted.last_name
        ),
    )
