"""How many connections each module has open, how many of them are at work, and how many it may open."""

from collections import Counter
from collections.abc import Iterable
from weakref import WeakKeyDictionary

from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import Engine, QueuePool

from souk.observability.metrics import METRICS


class ConnectionFigures(Collector):
    """Looks at the pools when it is asked; one that is gone is not looked at any more."""

    def __init__(self) -> None:
        self._engines: WeakKeyDictionary[Engine, tuple[str, int]] = WeakKeyDictionary()

    def of(self, module: str, engine: Engine, limit: int) -> None:
        """Look at that engine from now on."""
        self._engines[engine] = (module, limit)

    def collect(self) -> Iterable[Metric]:
        used: Counter[str] = Counter()
        idle: Counter[str] = Counter()
        limits: Counter[str] = Counter()
        for engine, (module, limit) in list(self._engines.items()):
            if isinstance(engine.pool, QueuePool):
                used[module] += engine.pool.checkedout()
                idle[module] += engine.pool.checkedin()
                limits[module] += limit
        opened = GaugeMetricFamily(
            "souk_database_connections", "Open connections, used or idle.", labels=["module", "state"]
        )
        allowed = GaugeMetricFamily(
            "souk_database_connections_limit", "Connections that may be open.", labels=["module"]
        )
        for module, limit in limits.items():
            opened.add_metric([module, "used"], used[module])
            opened.add_metric([module, "idle"], idle[module])
            allowed.add_metric([module], limit)
        return opened, allowed


CONNECTIONS = ConnectionFigures()
METRICS.register(CONNECTIONS)
