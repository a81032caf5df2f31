"""How a changed order is stored: what every use case that changes one is given."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from modules.orders.domain.changes import Change
from modules.orders.domain.order import Order
from modules.orders.domain.waiting import Who
from souk.database import Transaction


class Changed(NamedTuple):
    """What happened to an order, and the view of the transaction that is its occasion."""

    tx: Transaction
    order: Order
    change: Change


class Keep(Protocol):
    """Stores the order with its errands, tells the others what happened, and tracks it: all or nothing.

    The order is loaded with its lock; this is the last thing that a use case does to it.
    """

    async def __call__(self, tx: Transaction, order: Order, change: Change) -> None: ...


class KeepAll(Protocol):
    """The same for orders that `locked_orders` has returned."""

    async def all(self, tx: Transaction, changed: Sequence[Changed]) -> None: ...


def change_in(tx: Transaction, who: Who = Who.SYSTEM) -> Change:
    """Begin a change at the transaction's time, by the customer, the staff, or the saga itself."""
    return Change(at=tx.now, who=who, next_id=tx.new_id)
