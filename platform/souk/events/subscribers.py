"""A subscriber as this process serves it: its declaration, its module, and how it reads."""

from collections.abc import Mapping
from dataclasses import dataclass

from souk.events.versions import Reader
from souk.modules import Hearing, Registry


@dataclass(frozen=True, kw_only=True)
class Subscriber:
    name: str
    module: str
    hearing: Hearing
    reader: Reader


def subscribers_of(registry: Registry) -> Mapping[str, Subscriber]:
    """Return everybody in the registry who hears something, by name."""
    return {
        name: Subscriber(
            name=name,
            module=module.name,
            hearing=hearing,
            reader=Reader(hearing.event, registry.upcasts),
        )
        for name, (module, hearing) in registry.hearings.items()
    }
