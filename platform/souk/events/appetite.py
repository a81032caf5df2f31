"""How much to fetch at once: enough to stay busy, so little that a crash leaves little behind."""

import time

QUICK = 0.25
SLOW = 1.0


class Appetite:
    """Grows while portions are gone in a moment, shrinks when they last."""

    def __init__(self, least: int, most: int) -> None:
        self._least = least
        self._most = most
        self._busy_lanes = 1
        self._since = time.monotonic()
        self.portion = least

    def each(self) -> int:
        """Return how many to take from one lane, so that the lanes that lately had any fill the portion."""
        return -(-self.portion // self._busy_lanes)

    def ate(self, count: int, lanes: int) -> None:
        """Learn from a fetch: how many it brought, and from how many lanes."""
        now = time.monotonic()
        if count >= self.portion and now - self._since < QUICK:
            self.portion = min(self.portion * 2, self._most)
        elif now - self._since > SLOW:
            self.portion = max(self.portion // 2, self._least)
        self._busy_lanes = max(1, lanes)
        self._since = now
