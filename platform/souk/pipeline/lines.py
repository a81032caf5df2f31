"""A line to one handler: everything about a message that can be worked out before the first call."""

from functools import cache
from typing import Any

import msgspec

from souk.modules.handlings import Handling
from souk.observability.metrics import MESSAGES

ENCODER = msgspec.msgpack.Encoder()


@cache
def _decoder(kind: Any) -> "msgspec.msgpack.Decoder[Any]":
    """Return what reads a type, the same for every switchboard: to make one is work."""
    return msgspec.msgpack.Decoder(kind)


class Line:
    """Checks what goes in and what comes out of one handler."""

    __slots__ = ("_answer", "_message", "handling", "meter", "module", "name")

    def __init__(self, module: str, handling: Handling) -> None:
        self.module = module
        self.handling = handling
        self.name = f"{module}.{handling.name}"
        self.meter = MESSAGES.of(module, handling.name)
        message: Any = handling.message
        self._message = _decoder(message)
        answer: Any = type(None) if handling.answer is None else handling.answer
        self._answer = _decoder(answer)

    def validate(self, message: Any) -> None:
        """Refuse a message whose fields break their own types: structs made in Python are not checked."""
        self._message.decode(ENCODER.encode(message))

    def copied(self, answer: Any) -> Any:
        """Return the answer as the other side would see it over a wire: equal, but nothing is shared."""
        return self.read(self.written(answer))

    def written(self, answer: Any) -> bytes:
        return ENCODER.encode(answer)

    def read(self, written: bytes) -> Any:
        return self._answer.decode(written)
