"""What is measured of streams, for Prometheus."""

from collections import Counter
from collections.abc import Callable, Iterable

from prometheus_client import Metric
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector


class LiveFigures(Collector):
    """How many streams are open, and why others were ended."""

    def __init__(self, count: Callable[[], int]) -> None:
        self._count = count
        self._ended: Counter[str] = Counter()

    def ended(self, reason: str) -> None:
        self._ended[reason] += 1

    def collect(self) -> Iterable[Metric]:
        yield GaugeMetricFamily("souk_live_streams", "Open live streams.", value=self._count())
        ended = CounterMetricFamily("souk_live_streams_ended", "Streams that we ended.", labels=["reason"])
        for reason, times in self._ended.items():
            ended.add_metric([reason], times)
        yield ended
