"""POST /api/users/me/email."""

from modules.users.domain.attempts import TooManyAttempts
from modules.users.domain.fields import Email, GivenPassword
from modules.users.domain.passwords import WrongPassword
from modules.users.request_new_email.handler import RequestNewEmail
from souk.bus import Bus
from souk.http import Body, post, signed_in
from souk.kernel import NotFound


class NewEmailBody(Body):
    email: Email
    current_password: GivenPassword


@post(
    "/api/users/me/email",
    policy=signed_in,
    status=202,
    refuses=[WrongPassword, TooManyAttempts, NotFound],
)
async def ask_for_new_email(body: NewEmailBody, bus: Bus) -> None:
    """Mail a link to the new address; until it is followed, the old one stays. The answer never varies."""
    await bus.do(RequestNewEmail(email=body.email, current_password=body.current_password))
