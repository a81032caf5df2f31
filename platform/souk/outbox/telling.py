"""Writes the notices of a transaction with its last statement."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import msgspec

from souk.kernel import Value
from souk.messages import Notice
from souk.outbox.safe_types import refuse_personal

TELL = b"SELECT souk.tell(%(notices)s)"


class NoticeRecord(Value):
    """A notice as the database function reads it."""

    kind: str
    content: str
    person: UUID | None
    capability: str | None


def recorded(notices: Iterable[Notice]) -> list[NoticeRecord]:
    """Return what will be written. Raises CarriesPersonalData for a message that holds anything personal."""
    return [_record(notice) for notice in notices]


def parameters(records: Sequence[NoticeRecord]) -> dict[str, Any]:
    return {"notices": msgspec.json.encode(records).decode()}


def _record(notice: Notice) -> NoticeRecord:
    refuse_personal(type(notice.message))
    return NoticeRecord(
        kind=notice.message.wire,
        content=msgspec.json.encode(notice.message).decode(),
        person=notice.person_id,
        capability=notice.capability,
    )
