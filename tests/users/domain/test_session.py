"""A session by itself."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from modules.users.domain.session import RefreshToken, Session

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def begun() -> Session:
    return Session.started(id=UUID(int=1), account_id=UUID(int=2), device="Firefox", at=NOON)


def test_ends_after_seven_days_without_use():
    session = begun()
    assert session.is_open(NOON + timedelta(days=7, seconds=-1))
    assert not session.is_open(NOON + timedelta(days=7))


def test_is_prolonged_by_use_but_not_beyond_thirty_days():
    session = begun()
    for day in range(6, 40, 6):
        session.use(NOON + timedelta(days=day))
    assert session.expires_at == NOON + timedelta(days=30)


def test_is_over_once_it_has_been_ended():
    session = begun()
    session.ended_at = NOON
    assert not session.is_open(NOON)


def test_a_token_is_forgiven_its_second_use_for_ten_seconds_and_no_longer():
    token = RefreshToken(digest=b"digest", session_id=UUID(int=1), issued_at=NOON)
    assert token.replace(NOON)
    assert token.replace(NOON + timedelta(seconds=10))
    assert not token.replace(NOON + timedelta(seconds=10, milliseconds=1))
