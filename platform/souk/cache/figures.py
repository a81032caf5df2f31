"""How well the cache does: found, loaded, shared, shown although stale; how old and how large it is."""

from collections.abc import Iterable

from prometheus_client import Metric
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from souk.cache.forgetting import Forgetting
from souk.cache.memory import Memory


class CacheFigures(Collector):
    """Counted by the event loop's thread alone."""

    def __init__(self, memory: Memory, forgetting: Forgetting) -> None:
        self._memory = memory
        self._forgetting = forgetting
        self.hits = 0
        self.found_in_valkey = 0
        self.loads = 0
        self.shared = 0
        self.stale = 0

    @property
    def ratio(self) -> float:
        """Of all that were asked for, the share that needed no loading."""
        found = self.hits + self.found_in_valkey + self.shared + self.stale
        return found / (found + self.loads) if found + self.loads else 0.0

    def collect(self) -> Iterable[Metric]:
        asked = CounterMetricFamily("souk_cache_answers", "Answers by where they came from.", labels=["from"])
        asked.add_metric(["memory"], self.hits)
        asked.add_metric(["valkey"], self.found_in_valkey)
        asked.add_metric(["load"], self.loads)
        asked.add_metric(["shared load"], self.shared)
        asked.add_metric(["stale"], self.stale)
        ages = list(self._memory.ages())
        figures = {
            "souk_cache_hit_ratio": ("Share of answers that needed no loading.", self.ratio),
            "souk_cache_kept": ("Answers kept in this process.", len(ages)),
            "souk_cache_bytes": ("Bytes that they take, about.", self._memory.size),
            "souk_cache_oldest_seconds": ("Age of the oldest.", max(ages, default=0.0)),
            "souk_cache_mean_age_seconds": ("Their mean age.", sum(ages) / len(ages) if ages else 0.0),
            "souk_cache_deaf_seconds": ("Since it last knew what has changed.", self._forgetting.lag),
        }
        return [asked, *(GaugeMetricFamily(name, what, value) for name, (what, value) in figures.items())]
