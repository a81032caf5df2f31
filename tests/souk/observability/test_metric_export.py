"""What an OTLP collector gets is what Prometheus would read."""

from opentelemetry.sdk.metrics import export as otlp
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from souk.observability.metric_export import otlp_metrics


def exported(registry: CollectorRegistry) -> dict[str, otlp.DataT]:
    return {metric.name: metric.data for metric in otlp_metrics(registry.collect(), 1, 2)}


def test_counters_and_gauges_keep_their_values_and_labels():
    registry = CollectorRegistry()
    Counter("things", "Things.", ["kind"], registry=registry).labels("round").inc(3)
    Gauge("depth", "Depth.", registry=registry).set(4.5)
    found = exported(registry)
    things, depth = found["things"], found["depth"]
    assert isinstance(things, otlp.Sum)
    assert things.is_monotonic
    (counted,) = things.data_points
    assert (counted.attributes, counted.value) == ({"kind": "round"}, 3)
    assert isinstance(depth, otlp.Gauge)
    assert [point.value for point in depth.data_points] == [4.5]


def test_a_histogram_counts_between_its_bounds():
    registry = CollectorRegistry()
    seconds = Histogram("wait", "Wait.", ["who"], buckets=[0.1, 1.0], registry=registry)
    for value in (0.05, 0.5, 0.6, 7.0):
        seconds.labels("ann").observe(value)
    wait = exported(registry)["wait"]
    assert isinstance(wait, otlp.Histogram)
    (point,) = wait.data_points
    assert point.attributes == {"who": "ann"}
    assert (point.count, round(point.sum, 2)) == (4, 8.15)
    assert (list(point.explicit_bounds), list(point.bucket_counts)) == ([0.1, 1.0], [1, 2, 1])


def test_what_has_no_figure_yet_is_left_out():
    registry = CollectorRegistry()
    Counter("never", "Never.", ["kind"], registry=registry)
    assert exported(registry) == {}
