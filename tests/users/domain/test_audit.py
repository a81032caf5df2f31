"""The audit chain by itself."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import msgspec
import pytest

from modules.users.domain.audit import BEGINNING, StaffRecord

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
RECORD = StaffRecord(
    actor_id=UUID(int=1), capability="orders:refund", action="refund", subject="7", recorded_at=NOON
)


@pytest.mark.parametrize(
    "change",
    [
        {"actor_id": UUID(int=2)},
        {"capability": "orders:see"},
        {"action": "void"},
        {"subject": "8"},
        {"recorded_at": NOON + timedelta(microseconds=1)},
        {"action": 'refund","7', "subject": ""},
    ],
)
def test_every_part_of_a_record_counts(change):
    assert msgspec.structs.replace(RECORD, **change).link(BEGINNING) != RECORD.link(BEGINNING)


def test_what_came_before_counts():
    assert RECORD.link("a" * 64) != RECORD.link("b" * 64)


def test_the_time_zone_does_not():
    elsewhere = NOON.astimezone(timezone(timedelta(hours=2)))
    assert msgspec.structs.replace(RECORD, recorded_at=elsewhere).link(BEGINNING) == RECORD.link(BEGINNING)
