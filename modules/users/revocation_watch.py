"""Knows which sessions are over, never more than a second late, whatever process ended them."""

import asyncio
import time
from collections.abc import Callable, Sequence
from uuid import UUID

import structlog

from modules.users.domain.tokens import Revocations, SigningKey
from souk.database import Unavailable
from souk.database.transactions import Carrier
from souk.messages import SYSTEM, Context, Query

log = structlog.get_logger("souk.users")

EVERY = 0.5
"""Seconds after which it looks again, while the answer of before is still believed."""
BELIEVED = 1.0
"""Seconds after which nothing is believed: whoever asks waits for a new look."""
ALL_EVERY = 300.0

Question = Callable[[bool], Query[Revocations]]


class RevocationWatch:
    """Looks into the database while there are requests; without any it does nothing.

    A look tells of everything that was revised lately, with an overlap longer than any transaction may take,
    so that a commit which comes late is not missed. Nothing else is needed for correctness: no Valkey, no
    event. An event that was committed in this process makes the next look come at once.
    """

    def __init__(self, question: Question) -> None:
        self.keys: Sequence[SigningKey] = ()
        self._question = question
        self._ended: dict[UUID, int] = {}
        self._looked = float("-inf")
        self._looked_at_all = float("-inf")
        self._look: asyncio.Task[None] | None = None
        self._woken = 0

    def is_void(self, session: UUID, authority: int) -> bool:
        """Tell whether tokens of this session with this authority are worth nothing any more."""
        lowest = self._ended.get(session)
        return lowest is not None and authority < lowest

    def wake(self) -> None:
        """Believe nothing that was seen before now."""
        self._woken += 1
        self._looked = float("-inf")

    async def be_current(self, carrier: Carrier) -> None:
        """Return once what is known is at most a second old. Raises Unavailable when nobody answers."""
        age = time.monotonic() - self._looked
        if age < EVERY:
            return
        look = self._looking(carrier)
        if age < BELIEVED:
            return
        await asyncio.shield(look)
        if time.monotonic() - self._looked >= BELIEVED:
            await asyncio.shield(self._looking(carrier))
        if time.monotonic() - self._looked >= BELIEVED:
            raise Unavailable("nobody can say which sessions are over")

    async def look_again(self, carrier: Carrier) -> None:
        """Look at least once more, unless it was done within this twentieth of a second."""
        if time.monotonic() - self._looked > EVERY / 10:
            await asyncio.shield(self._looking(carrier))

    async def close(self) -> None:
        """Let the look that is under way end: it holds a connection."""
        if self._look is not None:
            await asyncio.gather(self._look, return_exceptions=True)

    def _looking(self, carrier: Carrier) -> "asyncio.Task[None]":
        """Return the look that is under way; there is one at a time, however many wait for it."""
        if self._look is None or self._look.done():
            self._look = asyncio.create_task(self._once(carrier))
        return self._look

    async def _once(self, carrier: Carrier) -> None:
        began, woken = time.monotonic(), self._woken
        everything = began - self._looked_at_all > ALL_EVERY
        try:
            context = Context(actor=SYSTEM, caller="edge", reason="revocations")
            found = await carrier.carry(self._question(everything), context)
        except Exception as error:  # noqa: BLE001 - whoever waits sees that nothing new is known
            log.warning("revocations are unknown", reason=type(error).__name__)
            return
        self._take(found, afresh=everything)
        if everything:
            self._looked_at_all = began
        if woken == self._woken:
            self._looked = began

    def _take(self, found: Revocations, *, afresh: bool) -> None:
        if afresh:
            self._ended = {}
        self._ended.update({each.session_id: each.authority for each in found.sessions})
        self.keys = found.keys
