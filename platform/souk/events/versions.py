"""Reads a stored event in the version that a subscriber wants."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from souk.events.parcels import Parcel
from souk.messages import Event
from souk.modules.upcasts import Translate, Upcast, readings

OLDER: msgspec.json.Decoder[dict[str, msgspec.Raw]] = msgspec.json.Decoder(dict[str, msgspec.Raw])


class Unreadable(Exception):
    """No version of the event that is stored can be read by the code that runs here; newer code may."""


class Gone(Exception):
    """The delivery is there, its event is not."""


class Reader:
    """Reads the version that the subscriber declares, or an older one by way of its upcasts."""

    def __init__(self, wanted: type[Event], upcasts: Iterable[Upcast]) -> None:
        self._wanted = wanted.wire
        self._plain: msgspec.json.Decoder[Any] = msgspec.json.Decoder(wanted)
        self._ways: Mapping[str, tuple[msgspec.json.Decoder[Any], Sequence[Translate]]] = {
            wire: (msgspec.json.Decoder(kind), way) for wire, (kind, way) in readings(wanted, upcasts).items()
        }

    def read(self, parcel: Parcel) -> Event:
        if parcel.type == self._wanted:
            event: Event = self._plain.decode(parcel.payload)
            return event
        return self._other_version(parcel)

    def _other_version(self, parcel: Parcel) -> Event:
        if parcel.id is None:
            raise Gone("the event is no longer stored")
        stored: dict[str, Any] = {parcel.type: parcel.payload}
        if parcel.older:
            stored |= OLDER.decode(parcel.older)
        for wire, (decoder, way) in self._ways.items():
            if wire in stored:
                event: Event = decoder.decode(stored[wire])
                for translate in way:
                    event = translate(event)
                return event
        raise Unreadable(f"nothing here reads {' or '.join(stored)} as {self._wanted}")
