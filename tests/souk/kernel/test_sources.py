"""Where time and ids come from when nobody says otherwise."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from souk.kernel import RandomIds, SharedClock

TEN_MINUTES = timedelta(minutes=10)


def test_the_time_is_now_and_says_that_it_is_in_utc():
    now = SharedClock().now()
    assert abs(now - datetime.now(UTC)) < timedelta(seconds=0.1)
    assert now.tzinfo is UTC


@pytest.mark.parametrize("off", [-TEN_MINUTES, TEN_MINUTES])
def test_a_clock_goes_by_the_time_that_it_is_told(off: timedelta):
    clock = SharedClock()
    asked = time.monotonic()
    corrected = clock.hear((clock.now() + off).timestamp(), asked)
    assert corrected == pytest.approx(off.total_seconds(), abs=0.1)
    assert abs(clock.now() - datetime.now(UTC) - off) < timedelta(seconds=0.1)


def test_a_clock_that_is_right_does_not_jump_about_because_answers_take_their_time():
    clock = SharedClock()
    told, asked = clock.seconds(), time.monotonic() - 0.5
    assert clock.hear(told - 0.2, asked) == 0.0
    assert clock.hear(told - 0.4, asked) == 0.0
    assert clock.hear(told + 1, asked) == pytest.approx(1.25, abs=0.1)


def test_no_id_is_made_twice():
    ids = RandomIds()
    assert len({ids.new() for _ in range(1000)}) == 1000
