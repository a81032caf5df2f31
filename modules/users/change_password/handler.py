"""Change the person's password, for who knows the current one."""

from sqlalchemy import select

from modules.users.contracts.events import PasswordChanged, SessionEnded
from modules.users.domain.account import Account
from modules.users.domain.attempts import PASSWORD_CHECKS, KeyedDigests
from modules.users.domain.fields import GivenPassword, NewPassword
from modules.users.domain.passwords import Passwords, WrongPassword
from modules.users.tables import accounts, count_attempt, ended
from souk.database import Transaction
from souk.kernel import NotFound, Personal, Value
from souk.messages import Command


class OwnPassword(Value):
    """What the current password is compared with, and what the new one must not be made of."""

    password_hash: str
    words: Personal[list[str]]


class TakePasswordCheck(Command[OwnPassword]):
    """Count an attempt, in a transaction of its own: a stolen access token is no way to guess a password."""


class ChangePassword(Command[None]):
    """Given by people about themselves."""

    current_password: GivenPassword
    new_password: NewPassword


async def take_password_check(tx: Transaction, _: TakePasswordCheck, *, digests: KeyedDigests) -> OwnPassword:
    await count_attempt(tx, digests.of("password", str(tx.actor.id)), PASSWORD_CHECKS)
    columns = (accounts.c.password_hash, accounts.c.email, accounts.c.first_name, accounts.c.last_name)
    row = (await tx.execute(select(*columns).where(accounts.c.id == tx.actor.id))).one_or_none()
    if row is None:
        raise NotFound("account")
    return OwnPassword(password_hash=row.password_hash, words=[row.email, row.first_name, row.last_name])


async def change_password(tx: Transaction, command: ChangePassword, *, passwords: Passwords) -> None:
    """The other sessions end: whoever had the old password may sit in one of them. This one stays."""
    own = await tx.do(TakePasswordCheck())
    if not await passwords.matches(command.current_password, own.password_hash):
        raise WrongPassword
    passwords.check(command.new_password, *own.words)
    hashed = await passwords.hash(command.new_password)
    account = await tx.get(Account, tx.actor.id, lock=True)
    if account is None or account.password_hash != own.password_hash:
        raise WrongPassword
    account.change_password(hashed)
    await tx.execute(ended(account.id, "password_changed", tx.now, except_for=tx.actor.session))
    tx.publish(PasswordChanged(user_id=account.id))
    tx.publish(SessionEnded(user_id=account.id, reason="password_changed"))
