"""End every session of the person."""

from modules.users.contracts.events import SessionEnded
from modules.users.tables import ended
from souk.database import Transaction
from souk.kernel import NotFound
from souk.messages import Command


class LogOutEverywhere(Command[None]):
    """Given by people about themselves."""


async def log_out_everywhere(tx: Transaction, _: LogOutEverywhere) -> None:
    if tx.actor.id is None:
        raise NotFound("account")
    await tx.execute(ended(tx.actor.id, "logged_out", tx.now))
    tx.publish(SessionEnded(user_id=tx.actor.id, reason="logged_out"))
