"""How many requests may be under way at once: as many as take about as long as usual."""

from statistics import median

from souk.configuration import OverloadSettings

BEGIN = 32
LOOK_SECONDS = 0.1
FEWEST = 10
"""Of requests that ended, to judge by."""
FALL, RISE = 0.1, 0.002
"""How far what is usual moves towards a request that took less, and towards one that took longer."""
WIDER = 1.1
DEEPEST = 0.5
"""The bound is at most halved at one look."""


class Bound:
    """Follows the load: lower while requests are slowed down by each other, higher while they are not.

    Each route is measured by its own usual time, learnt while nobody waits, since what a request takes in a
    crowd is not usual. Time spent on a server that hangs is a few requests' and not the median's: the bound
    rises past them, and one module in trouble does not stop the others.
    """

    def __init__(self, settings: OverloadSettings) -> None:
        self._least = settings.at_once_least
        self._most = max(settings.at_once_least, settings.at_once_most)
        self._slowness = settings.slowness
        self._limit = float(min(max(BEGIN, self._least), self._most))
        self._usual: dict[object, float] = {}
        self._seen: list[float] = []
        self._crowded = False
        self._look_at = 0.0

    @property
    def at_once(self) -> int:
        return int(self._limit)

    def ended(self, route: object, seconds: float, now: float, *, crowded: bool) -> None:
        """Learn from a request that was served well; `crowded` if it was not alone in wanting a place."""
        usual = self._usual.setdefault(route, seconds)
        if seconds < usual:
            self._usual[route] = usual + FALL * (seconds - usual)
        elif not crowded:
            self._usual[route] = usual + RISE * (seconds - usual)
        self._seen.append(seconds / usual if usual else 1.0)
        self._crowded = self._crowded or crowded
        if now >= self._look_at and len(self._seen) >= FEWEST:
            self._look(now)

    def _look(self, now: float) -> None:
        if self._crowded:
            slowed = median(self._seen) / self._slowness
            factor = max(DEEPEST, 1 / slowed) if slowed > 1 else WIDER
            self._limit = min(max(self._limit * factor, self._least), self._most)
        self._seen.clear()
        self._crowded = False
        self._look_at = now + LOOK_SECONDS
