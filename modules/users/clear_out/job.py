"""Throw away what has served its purpose: spent links, old attempts, ended sessions, told notifications."""

from datetime import timedelta

from sqlalchemy import delete

from modules.users.domain.notification import Delivery
from modules.users.tables import attempts, kept_mails, mailed_links, notifications, sessions
from souk.database import Transaction
from souk.messages import Job

A_DAY = timedelta(days=1)
SESSIONS = timedelta(days=30)
KEPT = timedelta(days=7)
TOLD = timedelta(days=90)


class ClearOut(Job, wire="users.clear_out.v1"):
    """Due every night."""


async def clear_out(tx: Transaction, _: ClearOut) -> None:
    """Sessions stay a month after their end: their addresses are those that the person is known at."""
    told = [notifications.c.delivery != Delivery.WAITING, notifications.c.wanted_at < tx.now - TOLD]
    for statement in (
        delete(mailed_links).where(mailed_links.c.expires_at < tx.now - A_DAY),
        delete(attempts).where(attempts.c.began_at < tx.now - A_DAY),
        delete(sessions).where(sessions.c.expires_at < tx.now - SESSIONS),
        delete(sessions).where(sessions.c.ended_at < tx.now - SESSIONS),
        delete(kept_mails).where(kept_mails.c.kept_at < tx.now - KEPT),
        delete(notifications).where(*told),
    ):
        await tx.execute(statement)
