"""Ann, who has an account, and what the shop gives her when she signs in."""

import re
from uuid import UUID

from modules.users.domain.granted import Granted
from modules.users.log_in.handler import LogIn
from modules.users.register.handler import Register
from souk.messages import Actor
from souk.testing import Stage, customer, staff

EMAIL = "ann@example.com"
PASSWORD = "correct horse"
ANN = Register(email=EMAIL, password=PASSWORD, first_name="Ann", last_name="Lee")
BOB = Register(email="bob@example.com", password="battery staple", first_name="Bob", last_name="Day")
CHEAP_PASSWORDS = {"passwords.memory_kib": 8, "passwords.passes": 1}
"""For tests of anything else: what a password costs has tests of its own."""
TOKEN = re.compile(r"token=([A-Za-z0-9_\-]{64})")


async def registered(stage: Stage, person: Register = ANN) -> Actor:
    """Open the account and return its owner, signed in the short way."""
    return customer((await stage.do(person)).id)


async def signed_in(stage: Stage, person: Register = ANN, **more: str) -> Granted:
    """Sign in the long way."""
    return await stage.do(LogIn(email=person.email, password=person.password, **more))


def bearer(granted: Granted) -> dict[str, str]:
    return {"authorization": f"Bearer {granted.access_token}"}


def cookie(token: str) -> dict[str, str]:
    return {"cookie": f"souk_refresh={token}"}


async def token_in_mail(stage: Stage, template: str = "users.verify_email") -> str:
    """Have the mail sent, and return the token that stands in it."""
    await stage.work()
    sql = "SELECT text FROM users.kept_mail m JOIN users.notification n USING (id) WHERE template = :template"
    mails = await stage.rows(f"{sql} ORDER BY m.kept_at DESC, m.id DESC", template=template)
    found = TOKEN.search(mails[0]["text"])
    assert found is not None
    return found[1]


def boss(*capabilities: str, id: UUID | None = None) -> Actor:
    """A member of staff with these capabilities of users."""
    return staff(*(f"users:{name}" for name in capabilities), id=id)
