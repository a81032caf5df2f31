"""End one session of the person."""

from uuid import UUID

from sqlalchemy import select

from modules.users.contracts.events import SessionEnded
from modules.users.tables import session_ended, sessions
from souk.database import Transaction
from souk.kernel import NotFound
from souk.messages import Command


class EndSession(Command[None]):
    """Given by people about themselves."""

    session_id: UUID


async def end_session(tx: Transaction, command: EndSession) -> None:
    chosen = select(sessions.c.account_id).where(
        sessions.c.id == command.session_id,
        sessions.c.account_id == tx.actor.id,
        sessions.c.ended_at.is_(None),
    )
    owner = await tx.scalar(chosen.with_for_update())
    if owner is None:
        raise NotFound("session")
    await tx.execute(session_ended(command.session_id, "removed", tx.now))
    tx.publish(SessionEnded(user_id=owner, session_id=command.session_id, reason="removed"))
