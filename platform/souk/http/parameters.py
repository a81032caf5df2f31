"""Query parameters: each at most once, each of its exact form; nothing is guessed."""

import re
from types import NoneType
from typing import Any, Generic, TypeVar, get_args, get_origin
from urllib.parse import parse_qsl

import msgspec

from souk.http.amounts import read_amount
from souk.http.bodies import Malformed
from souk.http.mistakes import Mistake, described
from souk.kernel import Value

T = TypeVar("T", bound=msgspec.Struct)

WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,17})", re.ASCII)
BAD_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")
MOST = 100


class Parameters(Value, rename="camel"):
    """What a client may put behind the question mark, with types, limits and defaults."""


class ParameterReader(Generic[T]):
    """Reads one kind of query string."""

    def __init__(self, kind: type[T]) -> None:
        self.kind = kind
        self._fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
        self._families = {name for name, field in self._fields.items() if _is_family(field.type)}

    @property
    def required(self) -> set[str]:
        return {name for name, field in self._fields.items() if field.required}

    def read(self, query: bytes) -> T:
        values: dict[str, Any] = {}
        mistakes: list[Mistake] = []
        for name, text in _pairs(query):
            family, _, member = name.partition(".")
            field = self._fields.get(family if member and family in self._families else name)
            if field is not None and field.encode_name in self._families:
                self._take_member(field, member, text, values, mistakes)
            elif field is None:
                mistakes.append(
                    _mistake("", "unknown_parameter", "There is a parameter that this route lacks.")
                )
            elif field.name in values:
                mistakes.append(_mistake(name, "repeated", "This parameter may be given once."))
            else:
                self._take(field, text, values, mistakes)
        missing = [f.encode_name for f in self._fields.values() if f.required and f.name not in values]
        seen = {mistake.pointer for mistake in mistakes}
        mistakes += [
            _mistake(name, "missing", "This parameter is required.")
            for name in missing
            if f"?{name}" not in seen
        ]
        if mistakes:
            raise Malformed(mistakes)
        return self.kind(**values)

    def _take_member(
        self,
        field: msgspec.structs.FieldInfo,
        member: str,
        text: str,
        values: dict[str, Any],
        mistakes: list[Mistake],
    ) -> None:
        members = values.setdefault(field.name, {})
        if not member or member in members:
            code, detail = (
                ("repeated", "given once") if member else ("missing", "followed by a dot and a name")
            )
            mistakes.append(_mistake(field.encode_name, code, f"This parameter may be {detail}."))
            return
        try:
            msgspec.convert({member: text}, field.type)
        except msgspec.ValidationError as error:
            mistakes.append(described(error, f"?{field.encode_name}"))
        members[member] = text

    def _take(
        self, field: msgspec.structs.FieldInfo, text: str, values: dict[str, Any], mistakes: list[Mistake]
    ) -> None:
        try:
            values[field.name] = msgspec.convert(_plain(text, field.type), field.type, dec_hook=read_amount)
        except msgspec.ValidationError as error:
            mistakes.append(described(error, f"?{field.encode_name}"))


def _pairs(query: bytes) -> list[tuple[str, str]]:
    if b"%" in query and BAD_ESCAPE.search(query):
        raise Malformed([_mistake("", "not_a_query", "The query string cannot be read.")])
    try:
        pairs = parse_qsl(query.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST)
    except ValueError:
        raise Malformed([_mistake("", "not_a_query", "The query string cannot be read.")]) from None
    if any("\x00" in part for pair in pairs for part in pair):
        raise Malformed([_mistake("", "null_character", "The null character is not allowed.")])
    return pairs


def _plain(text: str, kind: Any) -> object:
    """Turn the text into the JSON value that it stands for, where that is beyond doubt."""
    kinds = _alternatives(kind)
    if int in kinds and WHOLE.fullmatch(text):
        return int(text)
    if bool in kinds and text in {"true", "false"}:
        return text == "true"
    return text


def _alternatives(kind: Any) -> set[Any]:
    if hasattr(kind, "__metadata__"):
        return _alternatives(get_args(kind)[0])
    inner = [arg for arg in get_args(kind) if arg is not NoneType]
    return {alternative for arg in inner for alternative in _alternatives(arg)} if inner else {kind}


def _is_family(kind: Any) -> bool:
    """A field of the type dict takes every parameter `name.…`."""
    return kind is dict or get_origin(getattr(kind, "__origin__", kind)) is dict or get_origin(kind) is dict


def _mistake(name: str, code: str, detail: str) -> Mistake:
    return Mistake(pointer=f"?{name}" if name else "", code=code, detail=detail)
