"""Asks for what modules let be measured, and holds the answers ready for Prometheus."""

import asyncio
from collections.abc import Iterable, Mapping

import structlog
from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from souk.database.committing import committing
from souk.messages import SYSTEM, Context
from souk.modules import Registry
from souk.modules.measures import Measure
from souk.observability.metrics import METRICS
from souk.pipeline import Switchboard

log = structlog.get_logger("souk.measuring")

EVERY_SECONDS = 30.0
CONTEXT = Context(actor=SYSTEM, caller="worker", reason="measuring")


class Measured(Collector):
    """The last figures of each measure. One that could not be asked for has none, rather than old ones."""

    def __init__(self) -> None:
        self._figures: dict[str, tuple[Measure, Mapping[str, float]]] = {}

    def note(self, measure: Measure, figures: Mapping[str, float]) -> None:
        """Replace the figures of that measure."""
        self._figures[measure.name] = (measure, figures)

    def collect(self) -> Iterable[Metric]:
        for measure, figures in list(self._figures.values()):
            labels = [measure.label] if measure.label else []
            family = GaugeMetricFamily(measure.name, measure.what, labels=labels)
            for value, figure in figures.items():
                family.add_metric([value] if labels else [], figure)
            yield family


MEASURED = Measured()
METRICS.register(MEASURED)


async def measure_modules(registry: Registry, switchboard: Switchboard) -> None:
    """Ask once for everything. What fails is said, and keeps nothing else from being measured."""
    for module in registry.declarations:
        for measure in module.measures:
            transaction = switchboard.transaction(module.name, CONTEXT, reads=True)
            figures: Mapping[str, float] = {}
            try:
                async with asyncio.timeout(EVERY_SECONDS), committing(transaction) as tx:
                    figures = await measure.ask(tx)
            except Exception as error:  # noqa: BLE001 - whatever it is, the next round may go well
                log.warning("not measured", measure=measure.name, reason=type(error).__name__)
            MEASURED.note(measure, figures)


async def keep_measuring(registry: Registry, switchboard: Switchboard) -> None:
    while True:
        await measure_modules(registry, switchboard)
        await asyncio.sleep(EVERY_SECONDS)
