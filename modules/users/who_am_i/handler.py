"""Show the account behind the token."""

from uuid import UUID

from sqlalchemy import select

from modules.users.tables import accounts
from souk.database import Transaction
from souk.kernel import NotFound, Value
from souk.messages import Query


class Person(Value):
    """Somebody's own account, as they see it."""

    id: UUID
    email: str
    first_name: str
    last_name: str


class WhoAmI(Query[Person]):
    """Asked by a person about themselves: who it is comes from the actor, never from the message."""


async def who_am_i(tx: Transaction, _: WhoAmI) -> Person:
    columns = (accounts.c.id, accounts.c.email, accounts.c.first_name, accounts.c.last_name)
    row = (await tx.execute(select(*columns).where(accounts.c.id == tx.actor.id))).one_or_none()
    if row is None:
        raise NotFound("account")
    return Person(id=row.id, email=row.email, first_name=row.first_name, last_name=row.last_name)
