"""Metrics of deliveries: how many, with what outcome, how long they took, how old the event was."""

from prometheus_client import Counter, Histogram

from souk.observability.metrics import FAST, METRICS

DELIVERIES = Counter(
    "souk_deliveries", "Deliveries that ended, by outcome.", ["subscriber", "outcome"], registry=METRICS
)
SECONDS = Histogram(
    "souk_delivery_seconds", "Time in a subscriber.", ["subscriber"], buckets=FAST, registry=METRICS
)
AGE = Histogram(
    "souk_delivery_age_seconds",
    "Age of an event when it is fetched for a subscriber.",
    ["subscriber"],
    buckets=(*FAST, 60.0, 600.0, 3600.0),
    registry=METRICS,
)
OUTCOMES = ("done", "failed", "postponed", "dead", "lost")


class DeliveryMeter:
    """The metrics of one subscriber, looked up once."""

    def __init__(self, subscriber: str) -> None:
        self._outcomes = {outcome: DELIVERIES.labels(subscriber, outcome) for outcome in OUTCOMES}
        self._seconds = SECONDS.labels(subscriber)
        self._age = AGE.labels(subscriber)

    def count(self, outcome: str, *, seconds: float, age: float, times: int = 1) -> None:
        self._outcomes[outcome].inc(times)
        self._seconds.observe(seconds)
        self._age.observe(age)
