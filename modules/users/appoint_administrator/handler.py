"""Appoint an administrator."""

from uuid import UUID

from sqlalchemy import select

from modules.users.contracts.commands import AppointAdministrator
from modules.users.contracts.events import AuthorityChanged, RolesChanged, UserRegistered
from modules.users.domain.account import Account, folded
from modules.users.domain.passwords import Passwords
from modules.users.domain.roles import Role
from modules.users.tables import accounts, authority_raised
from souk.database import Transaction


async def appoint_administrator(
    tx: Transaction, command: AppointAdministrator, *, passwords: Passwords
) -> UUID:
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
    if Role.ADMINISTRATOR.value not in account.roles:
        account.appoint(Role.ADMINISTRATOR)
        await tx.flush()
        await tx.execute(authority_raised([account.id]))
        tx.publish(RolesChanged(user_id=account.id))
        tx.publish(AuthorityChanged(user_id=account.id))
    return account.id
