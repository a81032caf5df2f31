"""POST /api/users/me/password."""

from modules.users.change_password.handler import ChangePassword
from modules.users.domain.attempts import TooManyAttempts
from modules.users.domain.fields import GivenPassword, NewPassword
from modules.users.domain.passwords import WeakPassword, WrongPassword
from souk.bus import Bus
from souk.http import Body, post, signed_in
from souk.kernel import NotFound


class ChangePasswordBody(Body):
    current_password: GivenPassword
    new_password: NewPassword


@post(
    "/api/users/me/password",
    policy=signed_in,
    status=204,
    refuses=[WrongPassword, WeakPassword, TooManyAttempts, NotFound],
)
async def change_own_password(body: ChangePasswordBody, bus: Bus) -> None:
    """Change the password. All other sessions end."""
    await bus.do(ChangePassword(current_password=body.current_password, new_password=body.new_password))
