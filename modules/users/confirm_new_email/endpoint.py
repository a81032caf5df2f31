"""POST /api/users/me/email/confirm."""

from modules.users.confirm_new_email.handler import ConfirmNewEmail
from modules.users.domain.account import EmailTaken
from modules.users.domain.attempts import TooManyAttempts
from modules.users.domain.fields import GivenPassword, LinkToken
from modules.users.domain.links import LinkSpent
from modules.users.domain.passwords import WrongPassword
from souk.bus import Bus
from souk.http import Body, post, public


class ConfirmEmailBody(Body):
    token: LinkToken
    password: GivenPassword


@post(
    "/api/users/me/email/confirm",
    policy=public,
    status=204,
    refuses=[LinkSpent, WrongPassword, TooManyAttempts, EmailTaken],
    example={"token": "A" * 64, "password": "correct horse"},
)
async def confirm_email(body: ConfirmEmailBody, bus: Bus) -> None:
    """Take the new address, with the token from the mail and the account's password."""
    await bus.do(ConfirmNewEmail(token=body.token, password=body.password))
