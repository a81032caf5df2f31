"""Forgets what was shown after a day, and tickets that nobody used."""

from sqlalchemy import text

from souk.database import Transaction
from souk.messages import Job

FORGET = text("""
    WITH gone AS (
        DELETE FROM souk.live_message WHERE told_at < clock_timestamp() - interval '24 hours' RETURNING id
    ), before AS (
        DELETE FROM souk.live_horizon WHERE EXISTS (SELECT FROM gone)
    )
    INSERT INTO souk.live_horizon (forgotten) SELECT max(id) FROM gone HAVING max(id) IS NOT NULL
""")
FORGET_TICKETS = text("DELETE FROM souk.live_ticket WHERE until < clock_timestamp()")


class ForgetNotices(Job, wire="souk.forget_notices.v1"):
    """Delete the messages of a day ago; how far that went is kept, for clients that come back later still."""


async def forget_notices(tx: Transaction, _: ForgetNotices) -> None:
    await tx.execute(FORGET)
    await tx.execute(FORGET_TICKETS)
