"""Delivers the sandbox's webhooks over HTTP: at once, and again until they are taken."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

from modules.payments.providers.sandbox.letters import HEADER, Letter, signature
from modules.payments.providers.sandbox.pool import SandboxPool
from modules.payments.tables import letters
from souk.kernel import Clock

Post = Callable[[str, bytes, Mapping[str, str]], Awaitable[bool]]
"""`await post(address, body, headers)`: whether it was taken."""

MOST = 100
LONGEST = timedelta(hours=1)
GIVEN_UP = timedelta(days=3)


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
        self._tasks: set[asyncio.Task[None]] = set()

    def soon(self, letter: Letter) -> None:
        """Deliver it beside what is going on; it waits in the ledger if that fails."""
        task = asyncio.create_task(self._in_time(letter))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _in_time(self, letter: Letter) -> None:
        await asyncio.sleep(self._seconds)
        await self.at_once(letter)

    async def at_once(self, letter: Letter) -> None:
        headers = {
            HEADER: signature(letter.body, self._key, self._clock.now()),
            "Content-Type": "application/json",
        }
        taken = [await self._post(self._address, letter.body, headers) for _ in range(letter.copies)]
        now = self._clock.now()
        wait = min(timedelta(seconds=10) * 2 ** min(letter.tries, 10), LONGEST)
        values = {"delivered_at": now} if all(taken) else {"next_at": now + wait}
        noted = update(letters).where(letters.c.id == letter.id).values(tries=letter.tries + 1, **values)
        with suppress(DBAPIError, NoConnection):  # not noted, it is delivered once more
            async with self._pool.at_once.connect() as connection:
                await connection.execute(noted)

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
        for row in rows:
            await self.at_once(
                Letter(id=row["id"], body=row["body"], copies=row["copies"], tries=row["tries"])
            )
        return len(rows)

    async def settle(self) -> None:
        """Wait for what is on its way."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
