"""POST /api/users/verify-email/resend."""

from modules.users.domain.fields import Email
from modules.users.resend_verification.handler import ResendVerification
from souk.bus import Bus
from souk.http import Body, Rate, anyone, post


class ResendBody(Body):
    """Who is signed in needs to say nothing: `{}`."""

    email: Email | None = None


@post(
    "/api/users/verify-email/resend",
    policy=anyone,
    status=202,
    rate=Rate(name="verify_resend", requests=5, seconds=3600),
)
async def resend_link(body: ResendBody, bus: Bus) -> None:
    """Mail another verification link. The answer is the same whether there is such an account or not."""
    await bus.do(ResendVerification(email=body.email))
