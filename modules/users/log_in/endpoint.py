"""POST /api/users/login."""

from typing import Annotated

from msgspec import Meta

from modules.users.domain.attempts import TooManyAttempts
from modules.users.domain.fields import GivenPassword
from modules.users.edge import AccessGranted, handed_out
from modules.users.log_in.handler import AccountDeactivated, LogIn, WrongCredentials
from souk.bus import Bus
from souk.http import Body, Rate, Reply, Visit, post, public


class LogInBody(Body):
    email: Annotated[str, Meta(max_length=320)]
    password: GivenPassword


@post(
    "/api/users/login",
    policy=public,
    refuses=[WrongCredentials, AccountDeactivated, TooManyAttempts],
    hands_out_tokens=True,
    reads=["User-Agent"],
    rate=Rate(name="login", requests=5, seconds=60),
    rate_by=lambda body: body.email,
)
async def log_in_user(body: LogInBody, visit: Visit, bus: Bus) -> Reply[AccessGranted]:
    """Sign in: an access token to carry in memory, a refresh token as a cookie."""
    granted = await bus.do(
        LogIn(
            email=body.email,
            password=body.password,
            address=visit.whereabouts,
            device=visit.header("user-agent") or "",
        )
    )
    return handed_out(granted)
