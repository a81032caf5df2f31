"""What came of the requests: by route and second, to be added up over processes."""

from collections import Counter
from collections.abc import Iterable

import msgspec

from shop.load.buckets import bucket_of, percentile

SERVED = "served"
REFUSED = "409"  # the shop's own no, such as `out_of_stock`: an answer, not a failure


class Portion(msgspec.Struct):
    """One route in one second. Durations are of those who got an answer; the outcomes are everybody's."""

    route: str
    second: int
    buckets: dict[int, int] = {}
    outcomes: dict[str, int] = {}

    def add(self, outcome: str, seconds: float) -> None:
        self.outcomes[outcome] = self.outcomes.get(outcome, 0) + 1
        if is_answer(outcome):
            bucket = bucket_of(seconds)
            self.buckets[bucket] = self.buckets.get(bucket, 0) + 1

    def absorb(self, other: "Portion") -> None:
        self.buckets = dict(Counter(self.buckets) + Counter(other.buckets))
        self.outcomes = dict(Counter(self.outcomes) + Counter(other.outcomes))


class Sum(msgspec.Struct, frozen=True):
    """Portions added up."""

    buckets: Counter[int]
    outcomes: Counter[str]
    seconds: int

    @property
    def requests(self) -> int:
        return self.outcomes.total()

    @property
    def errors(self) -> Counter[str]:
        return Counter({kind: number for kind, number in self.outcomes.items() if not is_answer(kind)})

    @property
    def error_share(self) -> float:
        return self.errors.total() / self.requests if self.requests else 0.0

    @property
    def answers_per_second(self) -> float:
        return self.buckets.total() / self.seconds if self.seconds else 0.0

    def milliseconds(self, share: float) -> float:
        return percentile(self.buckets, share) * 1000


class Tally:
    """All portions."""

    def __init__(self) -> None:
        self._portions: dict[tuple[str, int], Portion] = {}

    def portion(self, route: str, second: int) -> Portion:
        found = self._portions.get((route, second))
        if found is None:
            found = self._portions[route, second] = Portion(route, second)
        return found

    def absorb(self, portions: Iterable[Portion]) -> None:
        for each in portions:
            self.portion(each.route, each.second).absorb(each)

    def take_before(self, second: int) -> list[Portion]:
        """Take out what is over: to be sent to who adds up."""
        over = [key for key in self._portions if key[1] < second]
        return [self._portions.pop(key) for key in over]

    @property
    def routes(self) -> list[str]:
        return sorted({route for route, _ in self._portions})

    @property
    def seconds(self) -> range:
        every = [second for _, second in self._portions]
        return range(min(every), max(every) + 1) if every else range(0)

    def sum(self, route: str | None = None, seconds: range | None = None) -> Sum:
        """Add up, over one route or all of them, and some seconds or all."""
        chosen = self.seconds if seconds is None else seconds
        buckets: Counter[int] = Counter()
        outcomes: Counter[str] = Counter()
        for (of, second), portion in self._portions.items():
            if second in chosen and route in {None, of}:
                buckets.update(portion.buckets)
                outcomes.update(portion.outcomes)
        return Sum(buckets, outcomes, len(chosen))


def is_answer(outcome: str) -> bool:
    return outcome == SERVED or outcome.startswith(REFUSED)
