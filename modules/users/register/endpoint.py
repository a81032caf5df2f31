"""POST /api/users/register."""

from uuid import UUID

from modules.users.register.handler import Email, EmailTaken, Name, Password, Register
from souk.bus import Bus
from souk.http import Body, Shown, post, public


class RegisterBody(Body):
    email: Email
    password: Password
    first_name: Name
    last_name: Name


class RegisteredUser(Shown):
    id: UUID
    email: str
    first_name: str
    last_name: str


@post("/api/users/register", policy=public, status=201, refuses=[EmailTaken])
async def register_user(body: RegisterBody, bus: Bus) -> RegisteredUser:
    """Open an account."""
    registered = await bus.do(
        Register(
            email=body.email, password=body.password, first_name=body.first_name, last_name=body.last_name
        )
    )
    return RegisteredUser(
        id=registered.id,
        email=registered.email,
        first_name=registered.first_name,
        last_name=registered.last_name,
    )
