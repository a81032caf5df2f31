"""Tell which sessions were revised lately, and which keys sign tokens."""

from sqlalchemy import case, func, select

from modules.users.domain.tokens import LIFETIME, EndedSession, Revocations, TokenIssuer
from modules.users.tables import known_keys, sessions
from souk.database import Transaction
from souk.messages import Query

OVERLAP = 60
"""Seconds that a look reaches back: longer than any transaction may take to commit what it noted before."""
ALL = int(LIFETIME.total_seconds()) + OVERLAP
"""Seconds after which no access token of before is left."""
NOTHING_IS_ENOUGH = 2**31 - 1


class WatchSessions(Query[Revocations]):
    """Asked twice a second by every process that has requests. The database's clock decides, no other."""

    everything: bool = False


async def watch_sessions(tx: Transaction, query: WatchSessions, *, tokens: TokenIssuer) -> Revocations:
    reach = ALL if query.everything else OVERLAP
    since = func.clock_timestamp() - func.make_interval(0, 0, 0, 0, 0, 0, reach)
    authority = case((sessions.c.ended_at.is_not(None), NOTHING_IS_ENOUGH), else_=sessions.c.authority)
    found = await tx.execute(
        select(sessions.c.id, authority.label("lowest")).where(sessions.c.revised_at > since)
    )
    return Revocations(
        sessions=[EndedSession(session_id=row.id, authority=row.lowest) for row in found],
        keys=await known_keys(tx, tokens),
    )
