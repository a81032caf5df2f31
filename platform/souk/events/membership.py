"""This worker among the others: it beats, takes its fair share of lanes, and hands back what is too much."""

import asyncio
from collections.abc import Mapping
from typing import Protocol

import structlog

from souk.events.handing_back import HandingBack
from souk.events.leases import Leases
from souk.events.occupancy import Occupancy

log = structlog.get_logger("souk.events")

HURRY_SECONDS = 0.25


class Served(Protocol):
    """What membership moves lanes in and out of."""

    occupancy: Occupancy

    def wake(self) -> None: ...

    def drop(self) -> None: ...


class Membership:
    """Joins at the first turn. Lanes that are handed back are finished first; heartbeats go on meanwhile."""

    def __init__(self, leases: Leases, served: Mapping[str, Served], beat_seconds: float) -> None:
        self._leases = leases
        self._served = served
        self._beat_seconds = beat_seconds
        self._joined = False
        self._leaving = False
        self._handing_back = HandingBack(leases, served)

    async def run(self) -> None:
        self._leases.hold_a_lifeline()
        while True:
            content = await self.turn()
            await asyncio.sleep(self._beat_seconds if content else min(HURRY_SECONDS, self._beat_seconds))

    async def turn(self) -> bool:
        """Beat once and settle the shares; return whether we have all that is ours."""
        if not self._joined:
            await self._leases.enter()
            self._joined = True
        alive = await self._leases.beat()
        if self._leaving:
            return True
        if not alive:
            await self._be_reborn()
        shares = await self._leases.shares()
        self._hand_back(shares)
        return await self._claim(shares)

    async def leave(self, seconds: float) -> None:
        """Finish what is under way, for so long at most, and give every lane back."""
        if not self._joined:
            return
        self._leaving = True
        ended = [who.occupancy.give_up(set(who.occupancy.lanes)) for who in self._served.values()]
        try:
            async with asyncio.timeout(seconds):
                await asyncio.gather(*ended)
        except TimeoutError:
            log.warning("some deliveries did not end in time; they are rolled back and run elsewhere")
        for who in self._served.values():
            who.drop()
        await self._leases.leave()

    async def _be_reborn(self) -> None:
        log.warning("overslept the lease; starting over", worker=str(self._leases.worker))
        for who in self._served.values():
            who.occupancy.forget()
            who.drop()
        self._handing_back.forget()
        await self._leases.enter()

    def _hand_back(self, shares: Mapping[str, int]) -> None:
        for name, who in self._served.items():
            surplus = sorted(who.occupancy.lanes)[shares.get(name, 0) :]
            if surplus:
                self._handing_back.hand_back(name, surplus)

    async def _claim(self, shares: Mapping[str, int]) -> bool:
        wanted = {
            name: shares[name] - len(who.occupancy.lanes)
            for name, who in self._served.items()
            if shares.get(name, 0) > len(who.occupancy.lanes)
        }
        if not wanted:
            return True
        claimed = await self._leases.claim(wanted)
        for name, lane in claimed:
            self._served[name].occupancy.open([lane])
        for name in {name for name, _ in claimed}:
            self._served[name].wake()
        return len(claimed) == sum(wanted.values())
