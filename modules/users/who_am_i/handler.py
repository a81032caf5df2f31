"""Show the account behind the token."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from modules.users.tables import accounts
from souk.database import Transaction
from souk.kernel import NotFound, Personal, Value
from souk.messages import Query


class OwnAccount(Value):
    """Somebody's own account, as they see it."""

    id: UUID
    email: Personal[str]
    first_name: Personal[str]
    last_name: Personal[str]
    language: str
    email_verified: bool
    registered_at: datetime


class WhoAmI(Query[OwnAccount]):
    """Asked by a person about themselves: who it is comes from the actor, never from the message."""


async def who_am_i(tx: Transaction, _: WhoAmI) -> OwnAccount:
    columns = (
        accounts.c.id,
        accounts.c.email,
        accounts.c.first_name,
        accounts.c.last_name,
        accounts.c.language,
        accounts.c.email_verified_at.is_not(None).label("email_verified"),
        accounts.c.registered_at,
    )
    found = await tx.execute(select(*columns).where(accounts.c.id == tx.actor.id))
    row = found.mappings().one_or_none()
    if row is None:
        raise NotFound("account")
    return OwnAccount(**row)
