"""Request bodies: structs that refuse what they do not know, decoded strictly."""

from typing import Any, Generic, TypeVar

import msgspec

from souk.http.amounts import NumberText, read_amount
from souk.http.json_shape import repeats_a_key
from souk.http.mistakes import Mistake, described, mistakes_in
from souk.kernel import Value

T = TypeVar("T", bound=msgspec.Struct)

# ValueError: a number with more digits than Python converts.
NOT_JSON = (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError)
INVALID = Mistake(pointer="", code="not_json", detail="The body is not valid JSON.")
MISSING = Mistake(pointer="", code="missing_body", detail="A JSON object is required.")
UNEXPECTED = Mistake(pointer="", code="unexpected_body", detail="No body is read here.")
REPEATED = Mistake(pointer="", code="repeated_key", detail="A key stands twice in one object.")


class Body(Value, rename="camel", forbid_unknown_fields=True):
    """What a client sends: camelCase, no unknown fields, the limits in the types."""


class Shown(Value, rename="camel"):
    """What a client sees: camelCase, and only what is named here."""


class Malformed(Exception):
    """The request cannot be read: 400, with every mistake that was found."""

    def __init__(self, mistakes: list[Mistake], detail: str = "The request is malformed.") -> None:
        super().__init__(detail)
        self.detail = detail
        self.mistakes = mistakes


class BodyReader(Generic[T]):
    """Decodes one kind of body: fast when it is right, thorough when it is not."""

    def __init__(self, kind: type[T]) -> None:
        self.kind = kind
        self._decoder = msgspec.json.Decoder(kind, dec_hook=read_amount, float_hook=NumberText)
        self._loose = msgspec.json.Decoder(float_hook=NumberText)

    def read(self, body: bytes) -> T:
        if not body:
            raise Malformed([MISSING])
        try:
            value = self._decoder.decode(body)
        except msgspec.ValidationError as error:
            raise Malformed(self._mistakes(body, error)) from None
        except NOT_JSON:
            raise Malformed([INVALID]) from None
        if repeats_a_key(body):
            raise Malformed([REPEATED])
        return value

    def _mistakes(self, body: bytes, error: msgspec.ValidationError) -> list[Mistake]:
        """Read it again without types; what stood behind the first mistake may be no JSON at all."""
        try:
            value: Any = self._loose.decode(body)
        except NOT_JSON:
            return [INVALID]
        return mistakes_in(value, self.kind) or [described(error, "")]


def refuse_body(body: bytes) -> None:
    """Refuse a body where none is read. An empty object says nothing either; many clients send one."""
    if body not in {b"", b"{}"}:
        raise Malformed([UNEXPECTED])
