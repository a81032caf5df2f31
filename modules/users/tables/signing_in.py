"""Who is signed in: sessions, the tokens that prolong them, and how either comes to its end."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Update,
    Uuid,
    func,
    update,
)

from modules.users.domain.session import RefreshToken, Session
from modules.users.tables.schema import Moment, mapping, metadata

sessions = Table(
    "session",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("account_id", Uuid, ForeignKey("users.account.id"), nullable=False, index=True),
    Column("started_at", Moment, nullable=False),
    Column("used_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("device", String, nullable=False, server_default=""),
    Column("address_digest", LargeBinary),
    Column("authority", Integer, nullable=False, server_default="1"),
    Column("ended_at", Moment),
    Column("end_reason", String, nullable=False, server_default=""),
    Column("revised_at", Moment, index=True),
)

refresh_tokens = Table(
    "refresh_token",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column(
        "session_id", Uuid, ForeignKey("users.session.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("issued_at", Moment, nullable=False),
    Column("replaced_at", Moment),
)

mapping.map_imperatively(Session, sessions, exclude_properties=["revised_at", "address_digest"])
mapping.map_imperatively(RefreshToken, refresh_tokens)


def ended(account_id: UUID, reason: str, at: datetime, *, except_for: UUID | None = None) -> Update:
    """End the open sessions of the account."""
    all_of_them = _ending(reason, at).where(sessions.c.account_id == account_id)
    return all_of_them if except_for is None else all_of_them.where(sessions.c.id != except_for)


def session_ended(id: UUID, reason: str, at: datetime) -> Update:
    """End one session."""
    return _ending(reason, at).where(sessions.c.id == id)


def authority_raised(account_ids: Collection[UUID]) -> Update:
    """Void the access tokens that these people hold; refreshing gives them what they may now."""
    return (
        update(sessions)
        .where(sessions.c.account_id.in_(account_ids), sessions.c.ended_at.is_(None))
        .values(authority=sessions.c.authority + 1, revised_at=func.clock_timestamp())
    )


def _ending(reason: str, at: datetime) -> Update:
    """End what is open; whoever watches `revised_at` voids the access tokens."""
    ending = {"ended_at": at, "end_reason": reason, "device": "", "revised_at": func.clock_timestamp()}
    return update(sessions).where(sessions.c.ended_at.is_(None)).values(**ending)
