"""Heat: how wide an arrow is for how often, and which colour stands for how long."""

import math
from collections.abc import Iterable

COLD, WARM, HOT = (108, 142, 173), (226, 160, 48), (196, 48, 43)
UNKNOWN = "#8a94a0"
THINNEST, WIDEST = 1.2, 9.0
TINT = 0.82

Colour = tuple[float, float, float]


class Heat:
    """Colours durations on a logarithmic scale: waits differ by orders of magnitude."""

    def __init__(self, durations: Iterable[float | None], counts: Iterable[int]) -> None:
        known = sorted(max(seconds, 0.001) for seconds in durations if seconds is not None)
        self.shortest, self.longest = (known[0], known[-1]) if known else (0.0, 0.0)
        self._most = max([*counts, 1])

    def colour(self, seconds: float | None) -> str:
        return UNKNOWN if seconds is None else _hex(self._ramp(self._share(seconds)))

    def tint(self, seconds: float | None) -> str:
        """The same colour, so pale that text on it stays readable."""
        if seconds is None:
            return "#f3f5f7"
        red, green, blue = self._ramp(self._share(seconds))
        return _hex((_paler(red), _paler(green), _paler(blue)))

    def width(self, count: int) -> float:
        return THINNEST + (WIDEST - THINNEST) * math.sqrt(count / self._most)

    def _share(self, seconds: float) -> float:
        if self.longest <= self.shortest:
            return 0.0
        span = math.log(self.longest / self.shortest)
        return math.log(max(seconds, self.shortest) / self.shortest) / span

    def _ramp(self, share: float) -> Colour:
        low, high, part = (COLD, WARM, share * 2) if share < 0.5 else (WARM, HOT, share * 2 - 1)  # noqa: PLR2004
        red, green, blue = (a + (b - a) * part for a, b in zip(low, high, strict=True))
        return red, green, blue


def _paler(part: float) -> float:
    return part + (255 - part) * TINT


def _hex(colour: Colour) -> str:
    return "#" + "".join(f"{round(part):02x}" for part in colour)
