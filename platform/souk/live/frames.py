"""A message as it is sent: encoded once for all who get it by the same way."""

import msgspec

from souk.kernel import Value

RESET = "reset"
"""What a client that missed something is told: read anew what you show."""
END = "end"
"""The last word on a stream, with the reason and when to come again."""


class Wire(Value):
    """The message as WebSockets carry it."""

    id: int
    type: str
    data: msgspec.Raw


class Frame:
    """One message, and its place in the order of all."""

    __slots__ = ("_sse", "_text", "content", "id", "kind")

    def __init__(self, id: int, kind: str, content: str) -> None:
        self.id = id
        self.kind = kind
        self.content = content
        self._sse = b""
        self._text = ""

    @property
    def size(self) -> int:
        return len(self.content)

    @property
    def sse(self) -> bytes:
        if not self._sse:
            self._sse = f"id: {self.id}\nevent: {self.kind}\ndata: {self.content}\n\n".encode()
        return self._sse

    @property
    def text(self) -> str:
        if not self._text:
            wire = Wire(id=self.id, type=self.kind, data=msgspec.Raw(self.content.encode()))
            self._text = msgspec.json.encode(wire).decode()
        return self._text


def reset(id: int) -> Frame:
    return Frame(id, RESET, "{}")
