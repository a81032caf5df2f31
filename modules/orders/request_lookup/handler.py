"""Send a guest who knows number and address of an order a code by mail."""

from datetime import timedelta
from typing import Annotated

from msgspec import Meta
from sqlalchemy import func, insert, select

from modules.orders.contracts.commands import Email
from modules.orders.contracts.events import ErrandWanted
from modules.orders.domain.errands import Errand, ErrandKind, Task
from modules.orders.tables import lookups, orders
from souk.database import Transaction
from souk.kernel import Personal
from souk.messages import Command

GOOD_FOR = timedelta(minutes=10)
MOST_IN_AN_HOUR = 5

Number = Annotated[str, Meta(min_length=1, max_length=40)]


class RequestLookup(Command[None]):
    number: Number
    email: Personal[Email]


async def request_lookup(tx: Transaction, command: RequestLookup) -> None:
    """Say nothing of whether there is such an order. Nobody's mailbox is filled: so many codes an hour."""
    theirs = (
        (orders.c.number == command.number)
        & (orders.c.email == command.email.casefold())
        & orders.c.person_id.is_(None)
    )
    recent = (
        select(func.count())
        .where(lookups.c.order_id == orders.c.id, lookups.c.asked_at > tx.now - timedelta(hours=1))
        .scalar_subquery()
    )
    found = select(orders.c.id).where(theirs, recent < MOST_IN_AN_HOUR).with_for_update(of=orders)
    order_id = await tx.scalar(found)
    if order_id is None:
        return
    lookup = tx.new_id()
    await tx.execute(
        insert(lookups).values(
            id=lookup, order_id=order_id, asked_at=tx.now, expires_at=tx.now + GOOD_FOR, tries=0
        )
    )
    task = Task(subject=lookup)
    errand = Errand.wanted(ErrandKind.NOTIFY, task, id=tx.new_id(), order_id=order_id, at=tx.now)
    tx.add(errand)
    tx.publish(ErrandWanted(order_id=order_id, errand_id=errand.id))
