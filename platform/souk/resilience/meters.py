"""What Prometheus learns of calls to others."""

from prometheus_client import Counter, Gauge

from souk.observability.metrics import METRICS

CALLS = Counter("souk_outside_calls", "Calls to others that ended.", ["name", "outcome"], registry=METRICS)
BUSY = Gauge("souk_outside_calls_now", "Calls to others under way.", ["name"], registry=METRICS)
STATES = Gauge(
    "souk_circuit_open",
    "1 while the circuit breaker is open, when last looked at.",
    ["name"],
    registry=METRICS,
)
