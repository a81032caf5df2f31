"""Erase the person: what is personal goes, here at once and in the other modules when they hear of it."""

from sqlalchemy import delete, update

from modules.users.contracts.events import SessionEnded, UserErased
from modules.users.domain.account import Account
from modules.users.domain.roles import Role
from modules.users.tables import (
    ONE_STEPS_DOWN,
    addresses,
    check_administrators,
    ended,
    kept_mails,
    mailed_links,
    sessions,
)
from souk.database import Transaction
from souk.kernel import NotFound
from souk.messages import Command


class EraseMe(Command[None]):
    """Given by people about themselves."""


async def erase_me(tx: Transaction, _: EraseMe) -> None:
    await tx.execute(ONE_STEPS_DOWN)
    account = await tx.get(Account, tx.actor.id, lock=True)
    if account is None or not account.is_active:
        raise NotFound("account")
    if Role.ADMINISTRATOR.value in account.roles:
        await check_administrators(tx, account.id)
    mine = (kept_mails.c.person_id == account.id) | (kept_mails.c.recipient == account.email)
    account.erase()
    await tx.flush()
    await tx.execute(delete(addresses).where(addresses.c.account_id == account.id))
    await tx.execute(delete(mailed_links).where(mailed_links.c.account_id == account.id))
    await tx.execute(delete(kept_mails).where(mine))
    await tx.execute(ended(account.id, "erased", tx.now))
    traces = {"device": "", "address_digest": None}
    await tx.execute(update(sessions).where(sessions.c.account_id == account.id).values(traces))
    tx.publish(UserErased(user_id=account.id))
    tx.publish(SessionEnded(user_id=account.id, reason="erased"))
