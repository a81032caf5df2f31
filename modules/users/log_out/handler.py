"""End the session that the access token or the refresh cookie belongs to."""

from collections.abc import Collection

from sqlalchemy import select

from modules.users.contracts.events import SessionEnded
from modules.users.domain.origins import Provenance
from modules.users.domain.tokens import RefreshTokens
from modules.users.tables import refresh_tokens as tokens_table
from modules.users.tables import session_ended, sessions
from souk.database import Transaction
from souk.messages import Command


class LogOut(Command[None]):
    """Whoever has neither token is signed out already."""

    token: str = ""
    provenance: Provenance = Provenance()


async def log_out(
    tx: Transaction, command: LogOut, *, refresh_tokens: RefreshTokens, origins: Collection[str]
) -> None:
    command.provenance.check(origins)
    of_cookie = select(tokens_table.c.session_id).where(
        tokens_table.c.digest == refresh_tokens.digest(command.token)
    )
    named = [sessions.c.id == tx.actor.session, sessions.c.id.in_(of_cookie)]
    chosen = select(sessions.c.id, sessions.c.account_id).where(
        named[0] | named[1], sessions.c.ended_at.is_(None)
    )
    for row in (await tx.execute(chosen)).all():
        await tx.execute(session_ended(row.id, "logged_out", tx.now))
        tx.publish(SessionEnded(user_id=row.account_id, session_id=row.id, reason="logged_out"))
