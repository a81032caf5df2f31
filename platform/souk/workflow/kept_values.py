"""What a step may keep of the values that mattered: ids, amounts and codes; nobody's personal data."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from functools import cache
from uuid import UUID

from souk.kernel import Money, Value
from souk.outbox.safe_types import CarriesPersonalData, personal_fields

Kept = UUID | Money | int | bool | datetime | Enum | Value
"""A text is a member of an enumeration: free text is where names and addresses slip in."""


class NotKept(TypeError):
    """The tracker does not keep values of this type."""


def refuse_unfit(detail: Mapping[str, object]) -> None:
    """Raise NotKept or CarriesPersonalData: a timeline outlives an erasure."""
    for name, value in detail.items():
        if not isinstance(value, Kept):
            kind = type(value).__name__
            raise NotKept(f"{name} is a {kind}; the tracker keeps ids, amounts and codes (enumerations)")
        found = _personal(type(value)) if isinstance(value, Value) else []
        if found:
            raise CarriesPersonalData(f"{name} carries personal data: {', '.join(found)}; keep the id")


@cache
def _personal(kind: type[Value]) -> list[str]:
    return personal_fields(kind)
