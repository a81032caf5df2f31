"""Columns for values of the domain, and what to compare them with."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Generic, TypeVar

import msgspec
from sqlalchemy import CollectionAggregate, Column, Dialect, String, TypeDecorator, any_, literal
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Composite, composite

from souk.kernel import Money

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")


class TextEnum(TypeDecorator[E], Generic[E]):
    """An enumeration kept as its text: a new member needs no migration, a wrong text fails."""

    impl = String
    cache_ok = True

    def __init__(self, kind: type[E]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: Any, dialect: Dialect) -> E | None:  # noqa: ARG002
        return None if value is None else self.kind(value)


class Json(TypeDecorator[T], Generic[T]):
    """A value kept as jsonb, read back as what it was. Replace it to change it: its inside is not watched."""

    impl = JSONB
    cache_ok = True

    def __init__(self, kind: Any) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: T | None, dialect: Dialect) -> Any:  # noqa: ARG002
        return msgspec.to_builtins(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> T | None:  # noqa: ARG002
        found: T | None = None if value is None else msgspec.convert(value, self.kind)
        return found

    def coerce_compared_value(self, op: Any, value: Any) -> Any:
        """Look inside with the operators of jsonb: `media[(0, "address")].astext`."""
        return self.impl_instance.coerce_compared_value(op, value)


class JsonText(Generic[T]):
    """The same for SQL that is said to the driver: `column::text` is read, `%(value)s::jsonb` written."""

    def __init__(self, kind: Any) -> None:
        self._decoder: msgspec.json.Decoder[T] = msgspec.json.Decoder(kind)

    def read(self, found: str) -> T:
        return self._decoder.decode(found)

    def write(self, value: T) -> str:
        return msgspec.json.encode(value).decode()


def any_of(texts: Iterable[str]) -> CollectionAggregate[bool]:
    """Make what a column may equal: one parameter, however many texts there are."""
    return any_(literal(list(texts), ARRAY(String)))


def money(minor: "Column[int]", currency: "Column[str]") -> Composite[Money]:
    """Make the property that maps an amount onto its two columns."""
    return composite(_money, minor, currency)


def _money(minor: int, currency: str) -> Money:
    return Money(minor=minor, currency=currency)
