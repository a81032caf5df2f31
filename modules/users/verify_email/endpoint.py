"""POST /api/users/verify-email."""

from modules.users.domain.attempts import TooManyAttempts
from modules.users.domain.fields import GivenPassword, LinkToken
from modules.users.domain.links import LinkSpent
from modules.users.domain.passwords import WrongPassword
from modules.users.verify_email.handler import VerifyEmail
from souk.bus import Bus
from souk.http import Body, post, public


class VerifyEmailBody(Body):
    token: LinkToken
    password: GivenPassword


@post(
    "/api/users/verify-email",
    policy=public,
    status=204,
    refuses=[LinkSpent, WrongPassword, TooManyAttempts],
    example={"token": "A" * 64, "password": "correct horse"},
)
async def verify_address(body: VerifyEmailBody, bus: Bus) -> None:
    """Verify the address with the token from the mail and the account's password."""
    await bus.do(VerifyEmail(token=body.token, password=body.password))
