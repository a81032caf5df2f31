"""POST /api/users/password-reset/confirm."""

from modules.users.domain.fields import LinkToken, NewPassword
from modules.users.domain.links import LinkSpent
from modules.users.domain.passwords import WeakPassword
from modules.users.reset_password.handler import ResetPassword
from souk.bus import Bus
from souk.http import Body, post, public


class NewPasswordBody(Body):
    token: LinkToken
    password: NewPassword


@post(
    "/api/users/password-reset/confirm",
    policy=public,
    status=204,
    refuses=[LinkSpent, WeakPassword],
    example={"token": "A" * 64, "password": "battery staple"},
)
async def confirm_reset(body: NewPasswordBody, bus: Bus) -> None:
    """Choose a new password. Every session ends; the address counts as verified."""
    await bus.do(ResetPassword(token=body.token, password=body.password))
