"""A session by itself."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from modules.users.domain.session import Session

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def test_lasts_seven_days_and_keeps_the_digest_alone():
    session = Session.started(id=UUID(int=1), account_id=UUID(int=2), refresh_digest=b"digest", at=NOON)
    assert session.expires_at == NOON + timedelta(days=7)
    assert session.refresh_digest == b"digest"
