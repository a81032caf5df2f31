"""Delivers the sandbox's webhooks over HTTP: at once, and again until they are taken."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta

from sqlalchemy import bindparam, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

from modules.payments.providers.sandbox.letters import HEADER, Letter, signature
from modules.payments.providers.sandbox.pool import SandboxPool
from modules.payments.tables import letters
from souk.kernel import Clock

Post = Callable[[str, bytes, Mapping[str, str]], Awaitable[bool]]
"""`await post(address, json, headers)`: whether it was taken."""

MOST = 100
AT_ONCE = 8
LONGEST = timedelta(hours=1)
GIVEN_UP = timedelta(days=3)
NOTE = text("""
    UPDATE payments.sandbox_letter l SET tries = n.tries, next_at = n.next_at,
        delivered_at = coalesce(l.delivered_at, n.delivered_at)
    FROM jsonb_populate_recordset(NULL::payments.sandbox_letter, :noted) n WHERE l.id = n.id
""").bindparams(bindparam("noted", type_=JSONB))


class SandboxPostman:
    """Each letter is delivered at least once, sooner or later; `deliver_waiting` is for those left behind."""

    def __init__(
        self,
        pool: SandboxPool,
        clock: Clock,
        post: Post,
        address: str,
        key: bytes,
        *,
        seconds: float,
    ) -> None:
        """`seconds` after the fact a letter goes out, as providers' do: later than the answer to the call."""
        self._pool = pool
        self._clock = clock
        self._post = post
        self._address = address
        self._key = key
        self._seconds = seconds
        self._bag: deque[tuple[float, Letter]] = deque()
        self._round: asyncio.Task[None] | None = None

    def soon(self, letter: Letter) -> None:
        """Deliver it beside what is going on; it waits in the ledger if that fails."""
        self._bag.append((asyncio.get_running_loop().time() + self._seconds, letter))
        if self._round is None:
            self._round = asyncio.create_task(self._go_round())

    async def _go_round(self) -> None:
        """Wait for the first letter's time, and take along all whose time has come by then.

        It is over in the moment in which the bag is found empty: no letter comes in between.
        """
        clock = asyncio.get_running_loop().time
        try:
            while self._bag:
                await asyncio.sleep(self._bag[0][0] - clock())
                due = [self._bag.popleft()[1]]
                while self._bag and self._bag[0][0] <= clock() and len(due) < MOST:
                    due.append(self._bag.popleft()[1])
                await self.deliver(due)
        finally:
            self._round = None

    async def deliver(self, due: Sequence[Letter]) -> None:
        """Deliver them now, and note in one statement what came of each."""
        hands = asyncio.Semaphore(AT_ONCE)
        taken = await asyncio.gather(*(self._taken(letter, hands) for letter in due))
        noted = [self._noted(letter, well) for letter, well in zip(due, taken, strict=True)]
        with suppress(DBAPIError, NoConnection):  # not noted, they are delivered once more
            async with self._pool.at_once() as connection:
                await connection.execute(NOTE, {"noted": noted})

    async def _taken(self, letter: Letter, hands: asyncio.Semaphore) -> bool:
        async with hands:
            headers = {HEADER: signature(letter.body, self._key, self._clock.now())}
            copies = [await self._post(self._address, letter.body, headers) for _ in range(letter.copies)]
            return all(copies)

    def _noted(self, letter: Letter, well: bool) -> Mapping[str, object]:
        now = self._clock.now()
        wait = min(timedelta(seconds=10) * 2 ** min(letter.tries, 10), LONGEST)
        return {
            "id": letter.id,
            "tries": letter.tries + 1,
            "next_at": (now + wait).isoformat(),
            "delivered_at": now.isoformat() if well else None,
        }

    async def deliver_waiting(self) -> int:
        """Deliver what is due, and return how many were tried."""
        now = self._clock.now()
        async with self._pool.engine.connect() as connection:
            due = select(letters).where(
                letters.c.delivered_at.is_(None),
                letters.c.next_at <= now,
                letters.c.written_at > now - GIVEN_UP,
            )
            rows = (await connection.execute(due.order_by(letters.c.next_at).limit(MOST))).mappings().all()
        if rows:
            await self.deliver(
                [
                    Letter(id=row["id"], body=row["body"], copies=row["copies"], tries=row["tries"])
                    for row in rows
                ]
            )
        return len(rows)

    async def settle(self) -> None:
        """Wait for what is on its way."""
        while (underway := self._round) is not None:
            await asyncio.wait([underway])

    async def close(self) -> None:
        if (underway := self._round) is not None:
            underway.cancel()
            await asyncio.wait([underway])
