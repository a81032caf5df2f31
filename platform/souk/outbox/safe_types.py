"""Keeps personal data out of events and jobs: they outlive an erasure, so they carry ids."""

import msgspec

from souk.kernel.personal import PERSONAL
from souk.messages import LiveMessage, Message

_SEEN_TO_BE_SAFE: set[str] = set()


class CarriesPersonalData(TypeError):
    """An event or a job has a field that is marked Personal."""


def refuse_personal(kind: type[Message | LiveMessage]) -> None:
    """Raise CarriesPersonalData when a message holds anything personal; looked at once for each wire name."""
    if kind.wire in _SEEN_TO_BE_SAFE:
        return
    found = personal_fields(kind)
    if found:
        raise CarriesPersonalData(f"{kind.__name__} carries personal data: {', '.join(found)}; send the id")
    _SEEN_TO_BE_SAFE.add(kind.wire)


def personal_fields(kind: object) -> list[str]:
    """Return the dotted paths of all personal fields anywhere inside a type."""
    found: list[str] = []
    _search(msgspec.inspect.type_info(kind), "", found, set())
    return found


def _search(info: msgspec.inspect.Type, path: str, found: list[str], seen: set[object]) -> None:
    if isinstance(info, msgspec.inspect.Metadata):
        if (info.extra or {}).get(PERSONAL):
            found.append(path)
        _search(info.type, path, found, seen)
    elif isinstance(info, msgspec.inspect.StructType):
        if info.cls not in seen:
            seen.add(info.cls)
            for field in info.fields:
                _search(field.type, f"{path}.{field.name}".lstrip("."), found, seen)
    else:
        for child in _children(info):
            _search(child, path, found, seen)


def _children(info: msgspec.inspect.Type) -> list[msgspec.inspect.Type]:
    """Everything that a type holds inside: items, keys, values, alternatives."""
    names = ("item_type", "item_types", "key_type", "value_type", "types")
    held = [getattr(info, name) for name in names if getattr(info, name, None) is not None]
    flat = [child for part in held for child in (part if isinstance(part, tuple) else (part,))]
    return [child for child in flat if isinstance(child, msgspec.inspect.Type)]
