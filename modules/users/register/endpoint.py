"""POST /api/users/register."""

from uuid import UUID

from modules.users.domain.account import EmailTaken
from modules.users.domain.fields import Email, Language, Name, NewPassword
from modules.users.domain.passwords import WeakPassword
from modules.users.register.handler import Register
from souk.bus import Bus
from souk.http import Body, Rate, Shown, Visit, post, public


class RegisterBody(Body):
    email: Email
    password: NewPassword
    first_name: Name
    last_name: Name
    language: Language | None = None


class RegisteredUser(Shown):
    id: UUID
    email: str
    first_name: str
    last_name: str


@post(
    "/api/users/register",
    policy=public,
    status=201,
    refuses=[EmailTaken, WeakPassword],
    reads=["Accept-Language"],
    rate=Rate(name="register", requests=5, seconds=3600),
)
async def register_user(body: RegisterBody, visit: Visit, bus: Bus) -> RegisteredUser:
    """Open an account; a mail asks to verify the address. Without `language` it is the browser's."""
    registered = await bus.do(
        Register(
            email=body.email,
            password=body.password,
            first_name=body.first_name,
            last_name=body.last_name,
            language=body.language or next(iter(visit.languages), "en"),
        )
    )
    return RegisteredUser(
        id=registered.id,
        email=registered.email,
        first_name=registered.first_name,
        last_name=registered.last_name,
    )
