"""List accounts, the newest first."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta
from sqlalchemy import select, tuple_

from modules.users.domain.account import Standing
from modules.users.tables import accounts
from souk.database import Transaction
from souk.kernel import Personal, Value
from souk.messages import Query


class ListedUser(Value):
    """An account, as staff see it in a list."""

    id: UUID
    email: Personal[str]
    first_name: Personal[str]
    last_name: Personal[str]
    roles: list[str]
    standing: Standing
    email_verified: bool
    registered_at: datetime


class ListUsers(Query[list[ListedUser]]):
    """`after` is the last row of the page before; `q` begins an address or a name."""

    q: Annotated[str, Meta(max_length=100)] = ""
    role: str | None = None
    standing: Standing | None = None
    after: tuple[datetime, UUID] | None = None
    most: Annotated[int, Meta(ge=1, le=101)] = 51


async def list_users(tx: Transaction, query: ListUsers) -> list[ListedUser]:
    columns = (
        accounts.c.id,
        accounts.c.email,
        accounts.c.first_name,
        accounts.c.last_name,
        accounts.c.roles,
        accounts.c.standing,
        accounts.c.email_verified_at.is_not(None).label("email_verified"),
        accounts.c.registered_at,
    )
    chosen = select(*columns).order_by(accounts.c.registered_at.desc(), accounts.c.id.desc())
    if query.q:
        found = [
            column.istartswith(query.q, autoescape=True)
            for column in (accounts.c.email, accounts.c.first_name, accounts.c.last_name)
        ]
        chosen = chosen.where(found[0] | found[1] | found[2])
    if query.role is not None:
        chosen = chosen.where(accounts.c.roles.contains([query.role]))
    if query.standing is not None:
        chosen = chosen.where(accounts.c.standing == query.standing)
    if query.after is not None:
        chosen = chosen.where(tuple_(accounts.c.registered_at, accounts.c.id) < query.after)
    rows = await tx.execute(chosen.limit(query.most))
    return [ListedUser(**row) for row in rows.mappings()]
