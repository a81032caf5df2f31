"""List the open sessions of the person."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from modules.users.tables import sessions
from souk.database import Transaction
from souk.kernel import Value
from souk.messages import Query


class OpenSession(Value):
    """One device."""

    id: UUID
    device: str
    started_at: datetime
    used_at: datetime
    expires_at: datetime
    current: bool


class ListSessions(Query[list[OpenSession]]):
    """Asked by people about themselves."""


async def list_sessions(tx: Transaction, _: ListSessions) -> list[OpenSession]:
    chosen = (
        select(
            sessions.c.id,
            sessions.c.device,
            sessions.c.started_at,
            sessions.c.used_at,
            sessions.c.expires_at,
        )
        .where(
            sessions.c.account_id == tx.actor.id,
            sessions.c.ended_at.is_(None),
            sessions.c.expires_at > tx.now,
        )
        .order_by(sessions.c.used_at.desc(), sessions.c.id)
        .limit(100)
    )
    rows = (await tx.execute(chosen)).mappings()
    return [OpenSession(**row, current=row["id"] == tx.actor.session) for row in rows]
