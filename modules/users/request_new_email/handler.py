"""Mail a link to the address that somebody wants to have, for who knows the current password."""

from collections.abc import Awaitable, Callable

from sqlalchemy import select

from modules.users.domain.account import Standing, folded
from modules.users.domain.attempts import MAILED_LINKS, PASSWORD_CHECKS, KeyedDigests, TooManyAttempts
from modules.users.domain.fields import Email, GivenPassword
from modules.users.domain.links import MailedLink, Purpose
from modules.users.domain.passwords import Passwords, WrongPassword
from modules.users.tables import accounts, count_attempt
from souk.database import Transaction
from souk.kernel import NotFound, Value
from souk.messages import Command

Tell = Callable[..., Awaitable[None]]


class OwnHash(Value):
    """What the current password is compared with."""

    password_hash: str


class TakeEmailCheck(Command[OwnHash]):
    """Count an attempt, in a transaction of its own: it is one way more to try passwords, and no other."""


class RequestNewEmail(Command[None]):
    """Given by people about themselves. Nothing is told of whether somebody has the address already."""

    email: Email
    current_password: GivenPassword


async def take_email_check(tx: Transaction, _: TakeEmailCheck, *, digests: KeyedDigests) -> OwnHash:
    await count_attempt(tx, digests.of("password", str(tx.actor.id)), PASSWORD_CHECKS)
    mine = select(accounts.c.password_hash).where(
        accounts.c.id == tx.actor.id, accounts.c.standing == Standing.ACTIVE
    )
    found = await tx.scalar(mine)
    if found is None:
        raise NotFound("account")
    return OwnHash(password_hash=found)


async def request_new_email(
    tx: Transaction, command: RequestNewEmail, *, passwords: Passwords, digests: KeyedDigests, tell: Tell
) -> None:
    own = await tx.do(TakeEmailCheck())
    if tx.actor.id is None or not await passwords.matches(command.current_password, own.password_hash):
        raise WrongPassword
    email = folded(command.email)
    try:
        await count_attempt(tx, digests.of("new email mail", email), MAILED_LINKS)
    except TooManyAttempts:
        return
    if await tx.scalar(select(accounts.c.id).where(accounts.c.email == email)) is not None:
        return
    link = MailedLink.made(
        id=tx.new_id(), account_id=tx.actor.id, email=email, purpose=Purpose.CHANGE_EMAIL, at=tx.now
    )
    tx.add(link)
    values = {"link_id": str(link.id)}
    await tell(tx, tx.actor.id, "users.change_email", id=link.id, values=values, to=email)
