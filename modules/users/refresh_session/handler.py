"""Replace a refresh token by the next one, and notice when somebody uses one twice."""

from collections.abc import Collection

from sqlalchemy import select

from modules.users.contracts.events import SessionEnded
from modules.users.domain.account import Account
from modules.users.domain.granted import Granted
from modules.users.domain.origins import Provenance
from modules.users.domain.session import RefreshToken, Session
from modules.users.domain.tokens import RefreshTokens, TokenIssuer
from modules.users.tables import grant, session_ended
from modules.users.tables import refresh_tokens as tokens_table
from souk.database import Transaction
from souk.kernel import Refusal
from souk.messages import Command


class SessionOver(Refusal):
    """There is no refresh token, or it is worth nothing: sign in again."""

    status = 401

    def __init__(self) -> None:
        super().__init__("This session is over. Sign in again.")


class RefreshSession(Command[Granted | None]):
    """Answered with nothing instead of a refusal: what the handler notices must be committed."""

    token: str
    provenance: Provenance = Provenance()


async def refresh_session(
    tx: Transaction,
    command: RefreshSession,
    *,
    tokens: TokenIssuer,
    refresh_tokens: RefreshTokens,
    declared: Collection[str],
    origins: Collection[str],
) -> Granted | None:
    command.provenance.check(origins)
    digest = refresh_tokens.digest(command.token)
    found = await tx.scalar(select(tokens_table.c.session_id).where(tokens_table.c.digest == digest))
    session = await tx.get(Session, found, lock=True) if found else None
    used = await tx.get(RefreshToken, digest) if session else None
    if session is None or used is None or not session.is_open(tx.now):
        return None
    if not used.replace(tx.now):
        await _end_stolen(tx, session)
        return None
    account = await tx.get(Account, session.account_id)
    if account is None or not account.is_active:
        return None
    session.use(tx.now)
    return await grant(tx, account, session, tokens=tokens, refresh_tokens=refresh_tokens, declared=declared)


async def _end_stolen(tx: Transaction, session: Session) -> None:
    """Somebody else has the token: nobody knows who is the thief, so the whole family ends."""
    await tx.execute(session_ended(session.id, "reused_token", tx.now))
    tx.publish(SessionEnded(user_id=session.account_id, session_id=session.id, reason="reused_token"))
