"""A mailed link by itself."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from modules.users.domain.links import LinkSpent, MailedLink, Purpose

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def link(purpose: Purpose) -> MailedLink:
    return MailedLink.made(
        id=UUID(int=1), account_id=UUID(int=2), email="a@b.example", purpose=purpose, at=NOON
    )


@pytest.mark.parametrize(
    ("purpose", "lifetime"),
    [(Purpose.VERIFY_EMAIL, timedelta(days=2)), (Purpose.RESET_PASSWORD, timedelta(minutes=10))],
)
def test_works_until_its_time_is_over(purpose: Purpose, lifetime: timedelta):
    link(purpose).use(NOON + lifetime - timedelta(seconds=1))
    with pytest.raises(LinkSpent):
        link(purpose).use(NOON + lifetime)


def test_works_once():
    used = link(Purpose.RESET_PASSWORD)
    used.use(NOON)
    with pytest.raises(LinkSpent):
        used.use(NOON)
