"""Outages: told when they begin and when they are over."""

import pytest
import structlog
from structlog.testing import capture_logs

from souk.observability.outages import Outage


@pytest.fixture(autouse=True)
def loud(restored_logs: None) -> None:
    """Hear everything, however quiet somebody else has made this process."""
    structlog.reset_defaults()


def test_what_goes_on_is_told_once_and_its_end_too():
    outage = Outage("souk.test", "nobody can be heard")
    with capture_logs() as told:
        outage.is_over()
        for _ in range(100):
            outage.goes_on(OSError())
        outage.is_over()
        outage.is_over()
    assert [line["event"] for line in told] == ["nobody can be heard", "over: nobody can be heard"]


def test_another_reason_is_news():
    outage = Outage("souk.test", "nobody can be heard")
    with capture_logs() as told:
        outage.goes_on(OSError())
        outage.goes_on(TimeoutError())
        outage.goes_on(TimeoutError())
    assert [line["reason"] for line in told] == ["OSError", "TimeoutError"]
