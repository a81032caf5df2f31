"""POST /api/users/password-reset."""

from modules.users.domain.fields import Email
from modules.users.request_password_reset.handler import RequestPasswordReset
from souk.bus import Bus
from souk.http import Body, Rate, post, public


class PasswordResetBody(Body):
    email: Email


@post(
    "/api/users/password-reset",
    policy=public,
    status=202,
    rate=Rate(name="password_reset", requests=5, seconds=3600),
    rate_by=lambda body: body.email,
)
async def request_reset(body: PasswordResetBody, bus: Bus) -> None:
    """Mail a link to choose a new password with. The answer is the same for unknown addresses."""
    await bus.do(RequestPasswordReset(email=body.email))
