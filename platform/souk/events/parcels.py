"""A parcel: one delivery as it was fetched, with its event still in its wrapping."""

from typing import NamedTuple
from uuid import UUID

import msgspec

from souk.messages import Context

CONTEXT: msgspec.json.Decoder[Context] = msgspec.json.Decoder(Context)


class Parcel(NamedTuple):
    """What is to be delivered. A plain tuple in the order of the columns: thousands are made in a second."""

    position: int
    lane: int
    key: str
    attempts: int
    held: bool
    suspect: bool
    age: float
    id: UUID | None
    type: str
    payload: str
    older: str | None
    envelope: str

    def context(self, module: str) -> Context:
        """Return the publisher's context as the subscriber passes it on: same person, same thread."""
        published = CONTEXT.decode(self.envelope)
        return msgspec.structs.replace(published, caller=module, reason=self.type, causation=self.id)
