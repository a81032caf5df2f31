"""What a step may keep of the values that mattered: ids, amounts and codes; nobody's personal data."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from uuid import UUID

from souk.kernel import Money

Kept = UUID | Money | int | bool | datetime | Enum
"""A text is a member of an enumeration: free text is where names and addresses slip in."""


class NotKept(TypeError):
    """The tracker does not keep values of this type."""


def refuse_unfit(detail: Mapping[str, object]) -> None:
    """Raise NotKept for text and for anything with fields: a timeline outlives an erasure."""
    for name, value in detail.items():
        if not isinstance(value, Kept):
            kind = type(value).__name__
            raise NotKept(f"{name} is a {kind}; the tracker keeps ids, amounts and codes (enumerations)")
