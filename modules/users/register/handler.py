"""Open an account, once for each e-mail address."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta

from modules.users.contracts.events import UserRegistered
from modules.users.domain.account import Account
from modules.users.domain.passwords import LONGEST, SHORTEST, Passwords
from souk.database import Transaction
from souk.kernel import Refusal, Value, form
from souk.messages import Command

Email = Annotated[str, form(r"[^@\s]{1,64}@[^@\s]{1,185}\.[^@\s.]{2,63}")]
Name = Annotated[str, Meta(min_length=1, max_length=100, pattern=r"\S")]
Password = Annotated[str, Meta(min_length=SHORTEST, max_length=LONGEST)]


class EmailTaken(Refusal):
    """There is an account with this address already."""


class Registered(Value):
    """The new account."""

    id: UUID
    email: str
    first_name: str
    last_name: str


class Register(Command[Registered]):
    email: Email
    password: Password
    first_name: Name
    last_name: Name


async def register(tx: Transaction, command: Register, *, passwords: Passwords) -> Registered:
    account = Account.opened(
        id=tx.new_id(),
        email=command.email,
        first_name=command.first_name,
        last_name=command.last_name,
        password_hash=await passwords.hash(command.password),
        at=tx.now,
    )
    tx.add(account)
    await tx.flush(account_email_key=EmailTaken)
    tx.publish(UserRegistered(user_id=account.id))
    return Registered(
        id=account.id, email=account.email, first_name=account.first_name, last_name=account.last_name
    )
