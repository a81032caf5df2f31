"""Forget whose payments they were, and everything that came in about them."""

from sqlalchemy import delete, select, update

from modules.payments.tables import payments, webhooks
from modules.users.contracts.events import UserErased
from souk.database import Transaction


async def forget_person(tx: Transaction, event: UserErased) -> None:
    theirs = select(payments.c.id).where(payments.c.person_id == event.user_id)
    await tx.execute(delete(webhooks).where(webhooks.c.payment_id.in_(theirs)))
    await tx.execute(
        update(payments)
        .where(payments.c.person_id == event.user_id)
        .values(person_id=None, description="", action_url="")
    )
