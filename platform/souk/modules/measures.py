"""What a module lets be measured of its tables: workers ask now and then, Prometheus is told."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from souk.database import Transaction


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A gauge. `ask` reads and changes nothing; it returns the figures by the values of the label.

    Each worker asks every half minute: it must cost no more than a look into an index.
    """

    name: str
    what: str
    ask: Callable[[Transaction], Awaitable[Mapping[str, float]]]
    label: str = ""
    """Empty: there is one figure only, under the name ""."""
