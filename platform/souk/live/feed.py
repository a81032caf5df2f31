"""Follows the messages for one process, as long as somebody listens."""

import asyncio
import time
from collections.abc import Collection

from sqlalchemy import exc

from souk.live.room import Room
from souk.live.store import TOGETHER, LiveStore
from souk.messages import LIVE
from souk.observability.outages import Outage


class Feed:
    """Reads what is new, once for all listeners, whenever a hint comes or it is time to look."""

    def __init__(self, store: LiveStore, room: Room, look_seconds: float) -> None:
        self.position = 0
        """Up to this id everything has been spread."""
        self._store = store
        self._room = room
        self._every = look_seconds
        self._looked_at = float("-inf")
        self._woken = asyncio.Event()
        self._looking = asyncio.Lock()

    def wake(self, wires: Collection[str]) -> None:
        """Look now, if these were committed with something to show; no names may mean that something was."""
        if not wires or LIVE in wires:
            self._woken.set()

    async def follow(self) -> None:
        """Go on until cancelled. While the database is away nothing is shown, and nothing is missed."""
        outage = Outage("souk.live", "live messages cannot be read")
        while True:
            await self._room.occupied.wait()
            self._woken.clear()
            try:
                await self.look()
            except (exc.SQLAlchemyError, OSError) as error:
                outage.goes_on(error)
            else:
                outage.is_over()
            await self._rest()

    async def look(self) -> None:
        """Read to the end of what there is now. The first to listen begins there, not where others left."""
        async with self._looking:
            began = time.monotonic()
            if self._room.is_empty:
                self.position = await self._store.latest()
            else:
                await self._read_on()
            self._looked_at = began

    async def be_current(self) -> None:
        """Return once `position` is no older than a look."""
        if self._room.is_empty or time.monotonic() - self._looked_at > self._every:
            await self.look()

    async def _read_on(self) -> None:
        while True:
            rows = await self._store.after(self.position)
            self._room.spread(rows)
            if rows:
                self.position = rows[-1].id
            if len(rows) < TOGETHER:
                return

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(self._every):
                await self._woken.wait()
        except TimeoutError:
            return
