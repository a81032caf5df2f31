"""The turnstile of a process: so many requests at once, the urgent ones first, and nobody waits in vain."""

import asyncio
import time
from collections.abc import Callable

from souk.configuration import OverloadSettings
from souk.overload.bound import Bound
from souk.overload.figures import SHED, show
from souk.overload.lines import Line

Waiter = asyncio.Future[bool]


class Overloaded(Exception):
    """There is no place, and waiting for one would take too long."""


class Turnstile:
    """Every `enter` that returns is followed by one `leave`."""

    def __init__(self, settings: OverloadSettings, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._bound = Bound(settings)
        self._under_way = 0
        self._timer: asyncio.TimerHandle | None = None
        patience, hurried = settings.patience_seconds, settings.hurried_seconds
        self._urgent = Line[Waiter](
            longest=settings.waiting_most,
            patience=patience * settings.urgency,
            hurried=hurried * settings.urgency,
        )
        self._others = Line[Waiter](longest=settings.waiting_most, patience=patience, hurried=hurried)
        show(under_way=lambda: self._under_way, waiting=lambda: self.waiting, bound=lambda: self.at_once)

    @property
    def at_once(self) -> int:
        return self._bound.at_once

    @property
    def waiting(self) -> int:
        return len(self._urgent) + len(self._others)

    async def enter(self, *, urgent: bool) -> float:
        """Return the time at which there was a place. Raises Overloaded."""
        if self._under_way < self._bound.at_once:
            self._under_way += 1
        elif not await self._turn(self._urgent if urgent else self._others):
            SHED.labels("urgent" if urgent else "other").inc()
            raise Overloaded
        return self._clock()

    def leave(self, route: object = None, entered: float | None = None) -> None:
        """Make place for the next. With when it entered, a request that went well teaches what is usual."""
        now = self._clock()
        if entered is not None:
            crowded = self._under_way >= self._bound.at_once
            self._bound.ended(route, now - entered, now, crowded=crowded)
        self._under_way -= 1
        self._move_up(now)

    async def _turn(self, line: Line[Waiter]) -> bool:
        waiter: Waiter = asyncio.get_running_loop().create_future()
        now = self._clock()
        pushed_out = line.join(waiter, now)
        if pushed_out is not None:
            _tell(pushed_out, admitted=False)
        self._watch(now)
        try:
            return await waiter
        except asyncio.CancelledError:
            if not waiter.cancelled() and waiter.result():
                self.leave()  # the turn came in the moment in which it was no longer wanted
            raise

    def _move_up(self, now: float) -> None:
        for line in (self._urgent, self._others):
            while self._under_way < self._bound.at_once:
                waiter = line.next(now)
                if waiter is None:
                    break
                self._under_way += _tell(waiter, admitted=True)

    def _watch(self, now: float) -> None:
        """See to it that those who wait too long are told."""
        if self._timer is None and self.waiting:
            dues = [due for line in (self._urgent, self._others) if (due := line.due()) is not None]
            self._timer = asyncio.get_running_loop().call_later(max(0.0, min(dues) - now), self._look)

    def _look(self) -> None:
        self._timer = None
        now = self._clock()
        for line in (self._urgent, self._others):
            while (waiter := line.overdue(now)) is not None:
                _tell(waiter, admitted=False)
        self._watch(now)


def _tell(waiter: Waiter, *, admitted: bool) -> bool:
    """Wake who waits; false if it has left meanwhile."""
    if waiter.done():
        return False
    waiter.set_result(admitted)
    return True
