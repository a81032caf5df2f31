"""Metrics for Prometheus: how often, how long, with what outcome."""

from bisect import bisect_left
from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Metric, ProcessCollector
from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily
from prometheus_client.registry import Collector

METRICS = CollectorRegistry()
ProcessCollector(registry=METRICS)  # memory, processor time, open files

BOUNDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Meter:
    """Counts one thing and its seconds, or many at once. Only the event loop's thread may count."""

    __slots__ = ("buckets", "outcomes", "seconds")

    def __init__(self) -> None:
        self.outcomes: dict[str, int] = {}
        self.buckets = [0] * (len(BOUNDS) + 1)
        self.seconds = 0.0

    def count(self, outcome: str, seconds: float, times: int = 1) -> None:
        self.outcomes[outcome] = self.outcomes.get(outcome, 0) + times
        self.buckets[bisect_left(BOUNDS, seconds)] += 1
        self.seconds += seconds

    def cumulative(self) -> list[tuple[str, float]]:
        """Return the buckets as Prometheus wants them: each with all that are below it."""
        total = 0
        rows = []
        for bound, found in zip([*map(str, BOUNDS), "+Inf"], self.buckets, strict=True):
            total += found
            rows.append((bound, float(total)))
        return rows


class Meters(Collector):
    """The meters of one kind of thing, told apart by labels. The client's own cost eight times as much."""

    def __init__(self, name: str, what: str, labels: tuple[str, ...], outcome: str) -> None:
        self._name = name
        self._what = what
        self._labels = labels
        self._outcome = outcome
        self._meters: dict[tuple[str, ...], Meter] = {}
        METRICS.register(self)

    def of(self, *values: str) -> Meter:
        """Return the meter with these labels; keep it where it is used often."""
        found = self._meters.get(values)
        return found or self._meters.setdefault(values, Meter())

    def collect(self) -> Iterable[Metric]:
        often = CounterMetricFamily(f"{self._name}s", f"{self._what}.", labels=[*self._labels, self._outcome])
        long = HistogramMetricFamily(f"{self._name}_seconds", f"{self._what}: the time.", labels=self._labels)
        for values, meter in self._meters.copy().items():
            for outcome, number in meter.outcomes.copy().items():
                often.add_metric([*values, outcome], number)
            long.add_metric(values, buckets=meter.cumulative(), sum_value=meter.seconds)
        return often, long


MESSAGES = Meters("souk_message", "Messages handled", ("module", "message"), "outcome")
REQUESTS = Meters("souk_request", "HTTP requests answered", ("route", "method"), "status")
