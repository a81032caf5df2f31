"""Hands jobs that are due to the transport, the urgent ones first, no more than can soon be done."""

import asyncio
from collections.abc import Sequence

from souk.jobs.record import Record
from souk.jobs.transport import Transport

IDLE = 1.0
BUSY = 0.03
FULL = 0.05
MOST = 200


class HandingOver:
    """Any number of workers may do this at once: each picks what nobody else has picked."""

    def __init__(
        self, record: Record, transport: Transport, queues: Sequence[str], types: Sequence[str]
    ) -> None:
        self._record = record
        self._transport = transport
        self._queues = queues
        self._types = types
        self._away = False

    async def step(self) -> float:
        """Hand over what fits, and say how long nothing more needs to be done unless a hint comes."""
        if self._away:
            await asyncio.to_thread(self._transport.ping)
            self._away = False
        room = await self._record.room(self._queues)
        wanted = {queue: min(count, MOST) for queue, count in room.items() if count > 0}
        if not wanted:
            return FULL
        jobs = await self._record.hand_over(wanted, self._types)
        if not jobs:
            return FULL if len(wanted) < len(room) else await self._until_next()
        try:
            await asyncio.to_thread(self._transport.send, jobs)
        except BaseException:
            self._away = True
            await self._record.take_back(jobs)
            raise
        return BUSY

    async def _until_next(self) -> float:
        seconds = await self._record.soonest(self._queues)
        return IDLE if seconds is None else max(BUSY, min(IDLE, seconds))
