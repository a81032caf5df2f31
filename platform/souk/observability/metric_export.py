"""Sends the same figures that Prometheus reads to an OTLP collector; imported only when telemetry is on."""

import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

import structlog
from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.sdk.metrics import export as otlp
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.util.instrumentation import InstrumentationScope
from prometheus_client import CollectorRegistry, Metric
from prometheus_client.samples import Sample

log = structlog.get_logger("souk.observability")

SCOPE = InstrumentationScope("souk")
CUMULATIVE = otlp.AggregationTemporality.CUMULATIVE
Labels = tuple[tuple[str, str], ...]


class MetricExport:
    """Sends everything every so many seconds, from a thread of its own. What cannot be sent is skipped."""

    def __init__(self, url: str, service: str, registry: CollectorRegistry, seconds: float) -> None:
        self._exporter = OTLPMetricExporter(endpoint=f"{url.rstrip('/')}/v1/metrics")
        self._resource = Resource.create({"service.name": service})
        self._registry = registry
        self._seconds = seconds
        self._started = time.time_ns()

    def start(self) -> None:
        """Begin; it ends with the process."""
        threading.Thread(target=self._run, name="souk-metrics", daemon=True).start()

    def send(self) -> None:
        """Send what the figures are now. The exporter logs what it could not do, and raises nothing."""
        found = otlp_metrics(self._registry.collect(), self._started, time.time_ns())
        scope = otlp.ScopeMetrics(scope=SCOPE, metrics=found, schema_url="")
        whole = otlp.ResourceMetrics(resource=self._resource, scope_metrics=[scope], schema_url="")
        self._exporter.export(otlp.MetricsData(resource_metrics=[whole]))

    def _run(self) -> None:
        while True:
            time.sleep(self._seconds)
            try:
                self.send()
            except Exception as error:  # noqa: BLE001 - the next one may go well
                log.warning("metrics were not sent", reason=type(error).__name__)


def otlp_metrics(families: Iterable[Metric], since: int, now: int) -> list[otlp.Metric]:
    """Return the families as OTLP spells them; what has no figure yet is left out."""
    return [
        otlp.Metric(name=family.name, description=family.documentation, unit="", data=data)
        for family in families
        if family.samples and (data := _data(family, since, now)) is not None
    ]


def _data(family: Metric, since: int, now: int) -> otlp.DataT | None:
    if family.type == "histogram":
        return otlp.Histogram(
            data_points=_histograms(family.samples, since, now), aggregation_temporality=CUMULATIVE
        )
    if family.type == "counter":
        counted = [sample for sample in family.samples if sample.name.endswith("_total")]
        return otlp.Sum(
            data_points=_numbers(counted, since, now),
            aggregation_temporality=CUMULATIVE,
            is_monotonic=True,
        )
    if family.type == "gauge":
        return otlp.Gauge(data_points=_numbers(family.samples, since, now))
    return None


def _numbers(samples: Sequence[Sample], since: int, now: int) -> list[otlp.NumberDataPoint]:
    return [
        otlp.NumberDataPoint(
            attributes=dict(sample.labels), start_time_unix_nano=since, time_unix_nano=now, value=sample.value
        )
        for sample in samples
    ]


def _histograms(samples: Sequence[Sample], since: int, now: int) -> list[otlp.HistogramDataPoint]:
    """Prometheus counts in a bucket all that is below its bound, OTLP what lies between two bounds."""
    buckets: dict[Labels, list[tuple[float, float]]] = defaultdict(list)
    sums: dict[Labels, float] = {}
    for sample in samples:
        labels = tuple(sorted((name, value) for name, value in sample.labels.items() if name != "le"))
        if sample.name.endswith("_bucket"):
            buckets[labels].append((float(sample.labels["le"]), sample.value))
        elif sample.name.endswith("_sum"):
            sums[labels] = sample.value
    return [
        _histogram(labels, sorted(counted), sums.get(labels, 0.0), since, now)
        for labels, counted in buckets.items()
    ]


def _histogram(
    labels: Labels, counted: list[tuple[float, float]], total: float, since: int, now: int
) -> otlp.HistogramDataPoint:
    below = [0.0, *(count for _, count in counted)]
    return otlp.HistogramDataPoint(
        attributes=dict(labels),
        start_time_unix_nano=since,
        time_unix_nano=now,
        count=int(below[-1]),
        sum=total,
        bucket_counts=[int(upper - lower) for lower, upper in pairwise(below)],
        explicit_bounds=[bound for bound, _ in counted[:-1]],
        min=0.0,
        max=0.0,
    )
