"""The register of wire names: what every message with a name looked like when it was first promised."""

from collections.abc import Mapping
from typing import Any

from msgspec import inspect

from souk.messages import Message
from souk.modules import Registry

Form = Mapping[str, str]
"""A message's fields and their types. `name?` may be left out; `->` is the answer."""

ANSWER = "->"


def forms(registry: Registry) -> dict[str, Form]:
    """Describe every message that has a wire name, as it is now."""
    answers: dict[type[Message], Any] = {h.message: h.answer for _, h in registry.handlings.values()}
    return {wire: form(kind, answers.get(kind)) for wire, kind in sorted(registry.wires().items())}


def form(kind: type[Message], answer: Any = None) -> Form:
    fields = _fields(inspect.type_info(kind), ())
    return fields if answer is None else {**fields, ANSWER: text_of(inspect.type_info(answer))}


def broken_promises(promised: Mapping[str, Form], now: Mapping[str, Form]) -> list[str]:
    """Return what others would trip over: names that are gone, fields that changed or are newly required."""
    return [
        f"{wire}: {change}"
        for wire, old in promised.items()
        for change in (_changes(old, now[wire]) if wire in now else ["is gone"])
    ]


def written(register: Mapping[str, Form]) -> str:
    """Write a register: each name, then its fields, indented."""
    lines: list[str] = []
    for wire, fields in register.items():
        lines += [wire, *(f"    {name} {kind}" for name, kind in fields.items())]
    return "\n".join([*lines, ""])


def read(text: str) -> dict[str, Form]:
    """Read what `written` wrote."""
    register: dict[str, Form] = {}
    fields: dict[str, str] = {}
    for line in text.splitlines():
        if line.startswith(" "):
            name, _, kind = line.strip().partition(" ")
            fields[name] = kind
        else:
            register[line] = fields = {}
    return register


def text_of(info: inspect.Type, inside: tuple[type, ...] = ()) -> str:
    """Name a type by what is on the wire; limits and the names of classes do not count."""
    match info:
        case inspect.Metadata():
            return text_of(info.type, inside)
        case inspect.StructType():
            return "the same again" if info.cls in inside else _struct(info, inside)
        case inspect.EnumType():
            return "one of " + ", ".join(str(member.value) for member in info.cls)
        case inspect.LiteralType():
            return "one of " + ", ".join(map(str, info.values))
        case _:
            return _holding(info, inside) or type(info).__name__.removesuffix("Type").lower()


def _struct(info: inspect.StructType, inside: tuple[type, ...]) -> str:
    return "{" + ", ".join(f"{name} {kind}" for name, kind in _fields(info, inside).items()) + "}"


def _holding(info: inspect.Type, inside: tuple[type, ...]) -> str:
    """Name a type that holds others; nothing, if it holds none."""
    match info:
        case inspect.UnionType():
            return " or ".join(sorted(text_of(part, inside) for part in info.types))
        case inspect.DictType():
            return f"map of {text_of(info.key_type, inside)} to {text_of(info.value_type, inside)}"
        case inspect.TupleType():
            return "(" + ", ".join(text_of(part, inside) for part in info.item_types) + ")"
        case inspect.CollectionType():
            return f"list of {text_of(info.item_type, inside)}"
        case _:
            return ""


def _fields(info: inspect.Type, inside: tuple[type, ...]) -> dict[str, str]:
    if not isinstance(info, inspect.StructType):
        raise TypeError(info)
    within = (*inside, info.cls)
    return {f"{f.encode_name}{'' if f.required else '?'}": text_of(f.type, within) for f in info.fields}


def _changes(old: Form, new: Form) -> list[str]:
    changed = [
        f"{name} was {kind}, is {new.get(name, 'gone')}"
        for name, kind in old.items()
        if new.get(name) != kind
    ]
    added = [f"{name} is new and required" for name in new.keys() - old.keys() if not name.endswith("?")]
    return changed + sorted(added)
