"""Upcasts: how an event that was stored in an old version reads in a newer one."""

import typing
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from souk.messages import Event
from souk.messages.versions import event_name

Translate = Callable[[Any], Event]


@dataclass(frozen=True, kw_only=True)
class Upcast:
    """A pure function from one version of an event to a newer one."""

    older: type[Event]
    newer: type[Event]
    translate: Translate


def upcasts(function: Translate) -> Upcast:
    """Register `def order_placed_v2(old: OrderPlacedV1) -> OrderPlaced`; its types say what it does."""
    hints = typing.get_type_hints(function)
    newer = hints.pop("return", None)
    older = next(iter(hints.values()), None)
    if not (_is_event(older) and _is_event(newer)) or event_name(older.wire) != event_name(newer.wire):
        raise TypeError(f"{function.__name__} must take one version of an event and return another")
    return Upcast(older=older, newer=newer, translate=function)


def readings(wanted: type[Event], known: Iterable[Upcast]) -> dict[str, tuple[type[Event], list[Translate]]]:
    """Return each stored version that can be read as the wanted one, the nearest first, and the way there."""
    found: dict[str, tuple[type[Event], list[Translate]]] = {wanted.wire: (wanted, [])}
    reached = [wanted]
    for kind in reached:
        for upcast in known:
            if upcast.newer is kind and upcast.older.wire not in found:
                found[upcast.older.wire] = (upcast.older, [upcast.translate, *found[kind.wire][1]])
                reached.append(upcast.older)
    return found


def _is_event(kind: Any) -> typing.TypeGuard[type[Event]]:
    return isinstance(kind, type) and issubclass(kind, Event)
