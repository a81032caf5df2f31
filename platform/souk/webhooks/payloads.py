"""What other systems are told: the event's own fields, spelled like everything else that leaves the house."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from souk.http.answers import ENCODER
from souk.kernel import Money
from souk.messages import Event


def body_of(event: Event, id: UUID, at: datetime) -> str:
    """Return `{"id", "type", "createdAt", "data"}` as JSON. The id is the same for all who are told."""
    content = {"id": id, "type": event.wire, "createdAt": at, "data": _spelled(event)}
    return ENCODER.encode(content).decode()


def _spelled(value: Any) -> Any:
    """Names in camelCase, amounts in major units beside their currency, as in the API."""
    if isinstance(value, Money):
        return {"amount": value.major, "currency": value.currency}
    if isinstance(value, msgspec.Struct):
        return {_camel(name): _spelled(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, list | tuple):
        return [_spelled(each) for each in value]
    return value


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(other.capitalize() for other in others)
