"""The doctor's rounds: every hour some worker looks everything over, every minute while something is ill."""

import asyncio
import time
from collections.abc import Collection
from datetime import timedelta

import structlog
from sqlalchemy import text

from souk.database import Transaction
from souk.examining.looking import examined
from souk.kernel import Value
from souk.messages import SYSTEM, Command, Context
from souk.modules import Registry
from souk.pipeline import Switchboard

log = structlog.get_logger("souk.examining")

ASK_SECONDS = 20.0
LONGEST = timedelta(minutes=10)
"""Who began a round and has not ended it by then is taken for dead."""
WHEN_WELL = timedelta(hours=1)
WHEN_ILL = timedelta(minutes=1)
REST = 10
"""Times as long as the look took, at least, before the next one: looking must not be the illness."""
CONTEXT = Context(actor=SYSTEM, caller="doctor", reason="a round")

BEGIN = text("""
    INSERT INTO souk.round (due_at) VALUES (:until)
    ON CONFLICT (one) DO UPDATE SET due_at = excluded.due_at WHERE round.due_at <= :now
    RETURNING true
""")
END = text("UPDATE souk.round SET due_at = :due")
FORGET = text("DELETE FROM souk.finding")
NOTE = text('INSERT INTO souk.finding ("check", well, looked_at) VALUES (:check, :well, :at)')


class BeginRound(Command[bool]):
    """Take the next round upon oneself; false if it is not due, or somebody else has."""


class Seen(Value):
    """A check and whether all was well. Its figure stays with who looks: it may repeat what an error says."""

    check: str
    well: bool


class EndRound(Command[None]):
    """Replace what was found before, and say when to look again."""

    seen: tuple[Seen, ...]
    seconds: float


async def begin_round(tx: Transaction, _: BeginRound) -> bool:
    begun = await tx.scalar(BEGIN, {"now": tx.now, "until": tx.now + LONGEST})
    return bool(begun)


async def end_round(tx: Transaction, command: EndRound) -> None:
    await tx.execute(FORGET)
    if command.seen:
        rows = [{"check": each.check, "well": each.well, "at": tx.now} for each in command.seen]
        await tx.execute(NOTE, rows)
    await tx.execute(END, {"due": tx.now + _pause(command.seen, command.seconds)})


async def make_round(registry: Registry, switchboard: Switchboard) -> bool:
    """Look everything over if that is due, and tell whether it was."""
    bus = switchboard.bus(CONTEXT)
    if not await bus.do(BeginRound()):
        return False
    began = time.monotonic()
    seen = {each.check: each.well async for each in examined(registry, switchboard, CONTEXT)}
    for check in (check for check, well in seen.items() if not well):
        log.warning("what should hold does not", check=check)
    found = tuple(Seen(check=check, well=well) for check, well in seen.items())
    await bus.do(EndRound(seen=found, seconds=time.monotonic() - began))
    return True


async def keep_making_rounds(registry: Registry, switchboard: Switchboard) -> None:
    while True:
        await make_round(registry, switchboard)
        await asyncio.sleep(ASK_SECONDS)


def _pause(seen: Collection[Seen], took: float) -> timedelta:
    """An ill one is looked at soon: what was under way a minute ago may be well now."""
    usual = WHEN_WELL if all(each.well for each in seen) else WHEN_ILL
    return max(usual, timedelta(seconds=REST * took))
