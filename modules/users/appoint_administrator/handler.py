"""Give an account every capability; open the account if there is none. For the command line only."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta
from sqlalchemy import select

from modules.users.contracts.events import UserRegistered
from modules.users.domain.account import Account, folded
from modules.users.domain.passwords import LONGEST, SHORTEST, Passwords
from modules.users.domain.roles import Role
from modules.users.tables import accounts
from souk.database import Transaction
from souk.messages import Command


class AppointAdministrator(Command[UUID]):
    email: Annotated[str, Meta(min_length=3, max_length=254)]
    password: Annotated[str, Meta(min_length=SHORTEST, max_length=LONGEST)]


async def appoint_administrator(
    tx: Transaction, command: AppointAdministrator, *, passwords: Passwords
) -> UUID:
    """Return the account's id. The password counts for a new account only; a known one keeps its own."""
    hashed = await passwords.hash(command.password)
    matching = select(Account).where(accounts.c.email == folded(command.email)).with_for_update()
    account: Account | None = await tx.scalar(matching)
    if account is None:
        account = Account.opened(
            id=tx.new_id(),
            email=command.email,
            first_name="Shop",
            last_name="Administrator",
            password_hash=hashed,
            at=tx.now,
        )
        tx.add(account)
        tx.publish(UserRegistered(user_id=account.id))
    account.appoint(Role.ADMINISTRATOR)
    return account.id
