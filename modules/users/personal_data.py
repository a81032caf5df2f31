"""What users keeps of a person: the account, its addresses, where it signed in, and what it was written."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from modules.users.tables import accounts, addresses, notifications, sessions
from souk.database import Transaction

ACCOUNT = (
    accounts.c.id,
    accounts.c.email,
    accounts.c.first_name,
    accounts.c.last_name,
    accounts.c.language,
    accounts.c.roles,
    accounts.c.registered_at,
    accounts.c.email_verified_at,
)
SESSIONS = (sessions.c.started_at, sessions.c.used_at, sessions.c.ended_at, sessions.c.device)
TOLD = (notifications.c.template, notifications.c.wanted_at, notifications.c.delivered_at)


async def account_of(tx: Transaction, person_id: UUID) -> dict[str, Any]:
    """Return what this module itself keeps; no password, no token, no digest."""
    account = (await tx.execute(select(*ACCOUNT).where(accounts.c.id == person_id))).mappings().one_or_none()
    book = select(addresses).where(addresses.c.account_id == person_id).order_by(addresses.c.id)
    visits = select(*SESSIONS).where(sessions.c.account_id == person_id).order_by(sessions.c.started_at)
    told = select(*TOLD).where(notifications.c.person_id == person_id).order_by(notifications.c.wanted_at)
    return {
        "account": dict(account) if account else None,
        "addresses": [dict(row) for row in (await tx.execute(book)).mappings()],
        "sessions": [dict(row) for row in (await tx.execute(visits)).mappings()],
        "notifications": [dict(row) for row in (await tx.execute(told)).mappings()],
    }
