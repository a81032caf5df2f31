"""Request bodies: structs that refuse what they do not know, decoded strictly."""

from typing import Any, Generic, TypeVar

import msgspec

from souk.http.amounts import NumberText, read_amount
from souk.http.mistakes import Mistake, described, mistakes_in
from souk.kernel import Value

T = TypeVar("T", bound=msgspec.Struct)


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
        try:
            return self._decoder.decode(body)
        except msgspec.ValidationError as error:
            raise Malformed(self._mistakes(body, error)) from None
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise Malformed([_not_json()]) from None

    def _mistakes(self, body: bytes, error: msgspec.ValidationError) -> list[Mistake]:
        value: Any = self._loose.decode(body)
        return mistakes_in(value, self.kind) or [described(error, "")]


def _not_json() -> Mistake:
    return Mistake(pointer="", code="not_json", detail="The body is not valid JSON.")
