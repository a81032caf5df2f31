"""Staff hear of dead letters on their streams, whatever made them: each is told of once."""

import asyncio
from uuid import UUID

from sqlalchemy import text

from souk.database import Transaction
from souk.database.transactions import Carrier
from souk.messages import SYSTEM, Command, Context, LiveMessage, for_staff

EVERY = 2.0
SEE_EVENTS = "souk:see-events"

UNTOLD = text("""
    WITH untold AS (SELECT id FROM souk.dead_letter WHERE NOT told LIMIT 100 FOR UPDATE SKIP LOCKED)
    UPDATE souk.dead_letter d SET told = true FROM untold WHERE d.id = untold.id
    RETURNING d.id, d.subscriber, d.key
""")


class DeadLetterAppeared(LiveMessage, wire="dead_letter.appeared"):
    """A delivery was given up: somebody has to look at it."""

    id: UUID
    subscriber: str
    key: str


class TellOfDeadLetters(Command[None]):
    """Show those that nobody was told of yet."""


async def tell_of_dead_letters(tx: Transaction, _: TellOfDeadLetters) -> None:
    letters = await tx.execute(UNTOLD)
    tx.tell(
        *(
            for_staff(
                SEE_EVENTS,
                DeadLetterAppeared(id=letter.id, subscriber=letter.subscriber, key=letter.key),
            )
            for letter in letters
        )
    )


async def keep_telling(carrier: Carrier) -> None:
    """Look every two seconds, in whichever worker comes first."""
    context = Context(actor=SYSTEM, caller="souk", reason="dead letters are shown")
    while True:
        await carrier.carry(TellOfDeadLetters(), context)
        await asyncio.sleep(EVERY)
