"""What Prometheus learns of the turnstile."""

from collections.abc import Callable

from prometheus_client import Counter, Gauge

from souk.observability.metrics import METRICS

SHED = Counter(
    "souk_requests_shed",
    "Requests that were told to come again, since more was asked than could be served.",
    ["kind"],
    registry=METRICS,
)
UNDER_WAY = Gauge("souk_requests_under_way", "Requests that have a place.", registry=METRICS)
WAITING = Gauge("souk_requests_waiting", "Requests that wait for a place.", registry=METRICS)
BOUND = Gauge("souk_requests_at_once", "How many places there are at the moment.", registry=METRICS)


def show(*, under_way: Callable[[], int], waiting: Callable[[], int], bound: Callable[[], int]) -> None:
    """Have these looked at whenever somebody reads the metrics; a process has one turnstile."""
    UNDER_WAY.set_function(under_way)
    WAITING.set_function(waiting)
    BOUND.set_function(bound)
