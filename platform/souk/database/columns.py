"""Column types for values of the domain."""

from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import Dialect, String, TypeDecorator

E = TypeVar("E", bound=StrEnum)


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
