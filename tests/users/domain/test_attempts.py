"""How often something may be tried."""

from datetime import UTC, datetime, timedelta

import pytest

from modules.users.domain.attempts import SIGN_IN, TooManyAttempts, wait

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(("after", "seconds"), [(0, 61), (1.5, 59), (59.9, 1), (60, 1), (600, 1)])
def test_whoever_waits_as_long_as_is_said_may_try_again(after: float, seconds: int):
    now = NOON + timedelta(seconds=after)
    assert wait(NOON, SIGN_IN, now) == seconds
    assert now + timedelta(seconds=seconds) >= NOON + SIGN_IN.within


def test_the_refusal_says_how_long_that_is():
    assert TooManyAttempts(7).data == {"retryAfter": 7}
