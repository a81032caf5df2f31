"""What the endpoints of users take and show alike."""

from uuid import UUID

from modules.users.domain.fields import Country, Line
from modules.users.domain.granted import Granted
from souk.http import Body, Cookie, Reply, Shown

REFRESH = "souk_refresh"
PATH = "/api/users"
NO_COOKIE = Cookie(name=REFRESH, value="", path=PATH, max_age=0)
"""Takes the refresh token away."""


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


class AddressBody(Body):
    first_name: Line
    last_name: Line
    street: Line
    city: Line
    zip_code: Line
    country: Country
    company: Line | None = None
    phone: Line | None = None
    is_default: bool = False


def handed_out(granted: Granted) -> Reply[AccessGranted]:
    """Show the access token, and put the refresh token where no script can read it."""
    user = SignedInUser(
        id=granted.id, email=granted.email, first_name=granted.first_name, last_name=granted.last_name
    )
    shown = AccessGranted(access_token=granted.access_token, expires_in=granted.expires_in, user=user)
    seconds = granted.refresh_seconds
    return Reply(
        shown, cookies=[Cookie(name=REFRESH, value=granted.refresh_token, path=PATH, max_age=seconds)]
    )
