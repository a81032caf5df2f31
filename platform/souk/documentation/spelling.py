"""Types in words, with their limits."""

import types
import typing
from collections.abc import Collection, Iterator, Mapping
from enum import Enum
from typing import Any

import msgspec

PLAIN = {
    "Any": "anything",
    "None": "nothing",
    "NoneType": "nothing",
    "UUID": "id",
    "bool": "yes or no",
    "datetime": "time",
    "float": "number",
    "int": "whole number",
    "str": "text",
}
LIMITS = {
    "gt": "more than {}",
    "ge": "at least {}",
    "lt": "less than {}",
    "le": "at most {}",
    "min_length": "{} or longer",
    "max_length": "up to {} long",
    "pattern": "matches `{}`",
}


def spelled(kind: Any) -> str:
    """`list of Card`, `text (up to 100 long)`, `id or nothing`."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Annotated:
        return spelled(arguments[0]) + _limits(kind)
    if origin in {typing.Union, types.UnionType}:
        return " or ".join(spelled(argument) for argument in arguments)
    if origin is typing.Literal:
        return " or ".join(f"`{argument}`" for argument in arguments)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"map of {spelled(arguments[0])} to {spelled(arguments[1])}"
    if isinstance(origin, type) and issubclass(origin, Collection):
        return f"list of {spelled(arguments[0])}"
    return _name(kind)


def structs_in(kind: Any) -> Iterator[type[msgspec.Struct]]:
    """Every struct that a type is made of, at any depth, each once."""
    seen: set[Any] = set()
    waiting = [kind]
    while waiting:
        current = waiting.pop(0)
        waiting += [argument for argument in typing.get_args(current) if argument is not Ellipsis]
        if isinstance(current, type) and issubclass(current, msgspec.Struct) and current not in seen:
            seen.add(current)
            yield current
            waiting += [field.type for field in msgspec.structs.fields(current)]


def _name(kind: Any) -> str:
    if isinstance(kind, type) and issubclass(kind, Enum):
        return " or ".join(f"`{member.value}`" for member in kind)
    name = str(getattr(kind, "__name__", kind))
    return PLAIN.get(name, name)


def _limits(kind: Any) -> str:
    told = [
        words.format(getattr(meta, limit))
        for meta in kind.__metadata__
        if isinstance(meta, msgspec.Meta)
        for limit, words in LIMITS.items()
        if getattr(meta, limit) is not None
    ]
    return f" ({', '.join(told)})" if told else ""
