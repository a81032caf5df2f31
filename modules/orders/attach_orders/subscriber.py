"""Hears EmailVerified: the orders that a guest placed with that address are this person's from now on."""

from sqlalchemy import update

from modules.orders.tables import orders
from modules.users.contracts.events import EmailVerified
from modules.users.contracts.queries import PersonCard
from souk.database import Transaction
from souk.kernel import NotFound


async def attach_orders(tx: Transaction, event: EmailVerified) -> None:
    """The guest's token opens them no longer."""
    try:
        person = await tx.ask(PersonCard(person_id=event.user_id))
    except NotFound:  # erased in the meantime
        return
    theirs = (orders.c.email == person.email.casefold()) & orders.c.person_id.is_(None)
    await tx.execute(
        update(orders)
        .where(theirs)
        .values(person_id=person.id, email=None, guest_key=None, version=orders.c.version + 1)
    )
