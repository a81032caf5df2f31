"""Meters count as Prometheus expects, however many things they count."""

from prometheus_client import CollectorRegistry, generate_latest

from souk.observability.metrics import Meters


def shown(meters: Meters) -> str:
    registry = CollectorRegistry()
    registry.register(meters)
    return generate_latest(registry).decode()


def test_counts_outcomes_and_seconds():
    meters = Meters("test_call", "Calls made", ("module",), "outcome")
    meter = meters.of("users")
    for seconds in (0.0005, 0.004, 0.004, 99.0):
        meter.count("ok", seconds)
    meter.count("refused", 0.004)
    lines = shown(meters).splitlines()
    assert 'test_calls_total{module="users",outcome="ok"} 4.0' in lines
    assert 'test_calls_total{module="users",outcome="refused"} 1.0' in lines
    assert 'test_call_seconds_bucket{le="0.0005",module="users"} 1.0' in lines
    assert 'test_call_seconds_bucket{le="0.0025",module="users"} 1.0' in lines
    assert 'test_call_seconds_bucket{le="0.005",module="users"} 4.0' in lines
    assert 'test_call_seconds_bucket{le="10.0",module="users"} 4.0' in lines
    assert 'test_call_seconds_bucket{le="+Inf",module="users"} 5.0' in lines
    assert 'test_call_seconds_count{module="users"} 5.0' in lines
    assert 'test_call_seconds_sum{module="users"} 99.0125' in lines


def test_the_same_labels_are_the_same_meter():
    meters = Meters("test_other", "Calls made", ("module",), "outcome")
    assert meters.of("users") is meters.of("users")
    assert meters.of("users") is not meters.of("cart")
