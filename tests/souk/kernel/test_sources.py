"""Where time and ids come from when nobody says otherwise."""

from datetime import UTC, datetime

from souk.kernel import RandomIds, SystemClock


def test_the_time_is_now_and_says_that_it_is_in_utc():
    before = datetime.now(UTC)
    now = SystemClock().now()
    assert before <= now <= datetime.now(UTC)
    assert now.tzinfo is UTC


def test_no_id_is_made_twice():
    ids = RandomIds()
    assert len({ids.new() for _ in range(1000)}) == 1000
