"""Metrics of deliveries: how many, with what outcome, how long they took, how long the event had waited."""

from souk.observability.metrics import Meters

DELIVERIES = Meters("souk_handled_event", "Events that a subscriber was given", ("subscriber",), "outcome")
WAITS = Meters("souk_event_wait", "Waits of events for a subscriber", ("subscriber",), "outcome")


class DeliveryMeter:
    """The metrics of one subscriber, looked up once."""

    __slots__ = ("_deliveries", "_waits")

    def __init__(self, subscriber: str) -> None:
        self._deliveries = DELIVERIES.of(subscriber)
        self._waits = WAITS.of(subscriber)

    def count(self, outcome: str, *, seconds: float, age: float, times: int = 1) -> None:
        self._deliveries.count(outcome, seconds, times)
        self._waits.count(outcome, age, times)
