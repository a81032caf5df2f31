"""Metrics for Prometheus: how often, how long, with what outcome."""

from prometheus_client import CollectorRegistry, Counter, Histogram

METRICS = CollectorRegistry()

FAST = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)

MESSAGES = Counter("souk_messages", "Messages handled.", ["module", "message", "outcome"], registry=METRICS)
MESSAGE_SECONDS = Histogram(
    "souk_message_seconds", "Time in a handler.", ["module", "message"], buckets=FAST, registry=METRICS
)
REQUESTS = Counter(
    "souk_requests", "HTTP requests answered.", ["route", "method", "status"], registry=METRICS
)
REQUEST_SECONDS = Histogram(
    "souk_request_seconds", "Time to the answer.", ["route", "method"], buckets=FAST, registry=METRICS
)


class MessageMeter:
    """The metrics of one message, looked up once."""

    __slots__ = ("_outcomes", "_seconds")

    def __init__(self, module: str, message: str) -> None:
        self._seconds = MESSAGE_SECONDS.labels(module, message)
        self._outcomes = {
            outcome: MESSAGES.labels(module, message, outcome) for outcome in ("ok", "refused", "failed")
        }

    def count(self, outcome: str, seconds: float) -> None:
        self._outcomes[outcome].inc()
        self._seconds.observe(seconds)


class RequestMeter:
    """The metrics of HTTP requests; the children are kept, since looking them up costs more than counting."""

    __slots__ = ("_children",)

    def __init__(self) -> None:
        self._children: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}

    def count(self, route: str, method: str, status: int, seconds: float) -> None:
        key = (route, method, status)
        found = self._children.get(key)
        if found is None:
            found = (REQUESTS.labels(route, method, str(status)), REQUEST_SECONDS.labels(route, method))
            self._children[key] = found
        found[0].inc()
        found[1].observe(seconds)
