"""PATCH /api/users/me."""

from modules.users.change_profile.handler import ChangeProfile
from modules.users.domain.fields import Language, Name
from souk.bus import Bus
from souk.http import Body, patch, signed_in
from souk.kernel import NotFound


class ProfileBody(Body):
    first_name: Name | None = None
    last_name: Name | None = None
    language: Language | None = None


@patch("/api/users/me", policy=signed_in, status=204, refuses=[NotFound])
async def change_me(body: ProfileBody, bus: Bus) -> None:
    """Change name and language; what is not sent stays as it is."""
    await bus.do(ChangeProfile(first_name=body.first_name, last_name=body.last_name, language=body.language))
