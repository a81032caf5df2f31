"""An event as one of many that are heard at once: with the view of the transaction that is its occasion."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from souk.database import Transaction

E = TypeVar("E", covariant=True)


@dataclass(frozen=True, slots=True)
class Heard(Generic[E]):
    """Whatever is published by this `tx` is published in the event's own name: its actor, cause and trace."""

    tx: Transaction
    event: E
