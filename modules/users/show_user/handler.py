"""Show one account to staff."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from modules.users.domain.account import Account, Standing
from modules.users.domain.roles import capabilities_of
from modules.users.tables import bundles, sessions
from souk.database import Transaction
from souk.kernel import NotFound, Personal, Value
from souk.messages import Query


class SeenUser(Value):
    """An account, as staff see it."""

    id: UUID
    email: Personal[str]
    first_name: Personal[str]
    last_name: Personal[str]
    language: str
    roles: list[str]
    capabilities: list[str]
    standing: Standing
    email_verified_at: datetime | None
    registered_at: datetime
    open_sessions: int
    version: int


class ShowUser(Query[SeenUser]):
    user_id: UUID


async def show_user(tx: Transaction, query: ShowUser, *, declared: Collection[str]) -> SeenUser:
    account = await tx.get(Account, query.user_id)
    if account is None:
        raise NotFound("user")
    open_ones = [
        sessions.c.account_id == account.id,
        sessions.c.ended_at.is_(None),
        sessions.c.expires_at > tx.now,
    ]
    custom = await bundles(tx, account.roles)
    return SeenUser(
        id=account.id,
        email=account.email,
        first_name=account.first_name,
        last_name=account.last_name,
        language=account.language,
        roles=account.roles,
        capabilities=sorted(capabilities_of(account.roles, declared, custom)),
        standing=account.standing,
        email_verified_at=account.email_verified_at,
        registered_at=account.registered_at,
        open_sessions=await tx.scalar(select(func.count()).select_from(sessions).where(*open_ones)),
        version=account.version,
    )
