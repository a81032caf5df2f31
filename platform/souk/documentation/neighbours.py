"""What a module hears from others, what it asks and orders them, and who uses what."""

from souk.documentation.markdown import code, section, sentence, table
from souk.messages import Command, Event, Message, Query
from souk.modules import Module, Registry
from souk.modules.graph import uses

Users = dict[str, list[str]]


def users_of_messages(registry: Registry) -> Users:
    """Return which other modules ask, order or hear each wire name."""
    heard: dict[str, set[str]] = {}
    for module, hearing in registry.hearings.values():
        heard.setdefault(hearing.event.wire, set()).add(module.name)
    wires = registry.wires()
    return {
        use.wire: sorted(heard.get(use.wire, set()) if issubclass(wires[use.wire], Event) else set(use.users))
        for use in uses(registry)
    }


def kind_of(message: type[Message]) -> str:
    kinds: list[tuple[type, str]] = [(Query, "query"), (Event, "event"), (Command, "command")]
    return next(name for kind, name in kinds if issubclass(message, kind))


def neighbours(module: Module, registry: Registry, users: Users) -> str:
    wires = registry.wires()
    heard = [
        (code(hearing.event.wire), _owner(hearing.event.wire), code(hearing.name))
        for hearing in sorted(module.hearings, key=lambda hearing: (hearing.event.wire, hearing.name))
    ]
    asked = [
        (code(wire), _owner(wire), sentence(wires[wire]))
        for wire, names in users.items()
        if module.name in names and not issubclass(wires[wire], Event)
    ]
    return section(
        "Neighbours",
        table(("hears", "of", "by the subscriber"), heard),
        table(("asks or orders", "of", "meaning"), asked),
    )


def arrows(registry: Registry, users: Users) -> dict[tuple[str, str], list[str]]:
    """Say what one module wants of another: `asks PriceList`, `orders ReserveStock`, `hears OrderPlaced`."""
    verbs = {"query": "asks", "command": "orders", "event": "hears"}
    found: dict[tuple[str, str], list[str]] = {}
    for wire, message in sorted(registry.wires().items()):
        for user in users.get(wire, []):
            if user != _owner(wire):
                said = f"{verbs[kind_of(message)]} {message.__name__}"
                found.setdefault((user, _owner(wire)), []).append(said)
    return dict(sorted(found.items()))


def _owner(wire: str) -> str:
    return wire.partition(".")[0]
