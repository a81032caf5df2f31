"""The clock, behind a protocol so that tests can stop it."""

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Clock(Protocol):
    """Tells the time, always with a time zone, always UTC."""

    def now(self) -> datetime: ...


class SharedClock:
    """Tells the same time in every process, however wrong the clocks of their machines are.

    It begins with its own machine's and counts on by itself. Whenever it hears what the time is elsewhere,
    it goes by that.
    """

    def __init__(self) -> None:
        self._zero = time.time() - time.monotonic()

    def now(self) -> datetime:
        return EPOCH + timedelta(seconds=self.seconds())

    def seconds(self) -> float:
        """Return the time as seconds since 1970."""
        return self._zero + time.monotonic()

    def hear(self, told: float, asked: float) -> float:
        """Go by the time that was told to who asked at `asked` (monotonic); return by how much that differs.

        The answer took its time, and nobody knows where: what lies within it is no difference at all.
        """
        now = time.monotonic()
        way = now - asked
        difference = told - (self._zero + now)
        if -way <= difference <= 0:
            return 0.0
        self._zero += difference + way / 2
        return difference + way / 2


CLOCK = SharedClock()
"""That of this process."""
