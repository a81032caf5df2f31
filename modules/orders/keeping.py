"""Stores a changed order: its errands, its events, its track, and the coupon of one that is called off."""

from collections.abc import Callable, Sequence
from typing import Protocol
from uuid import UUID

import structlog

from modules.orders.contracts import events
from modules.orders.domain.changes import Change
from modules.orders.domain.facts import CalledOff, Fact, Refused
from modules.orders.domain.order import Order
from modules.orders.tables.keeping import Changed
from modules.orders.tables.stepping import store_orders, want_errands
from souk.database import Transaction
from souk.messages import Event
from souk.observability.metrics import Meters
from souk.workflow import Step, track_all

log = structlog.get_logger("orders")

REFUSED = Meters(
    "souk_order_refusal", "Happenings with no place in an order's stage", ("stage",), "happening"
)


class ReleasesCoupon(Protocol):
    async def __call__(self, tx: Transaction, *, order_id: UUID) -> None: ...


class Keeping:
    """See Keep and KeepAll in modules.orders.tables.keeping."""

    def __init__(
        self,
        *,
        release_coupon: ReleasesCoupon,
        steps: Callable[[Order, Change], list[Step]],
        event_of: Callable[[Order, Fact], Event | None],
    ) -> None:
        self._release_coupon = release_coupon
        self._steps = steps
        self._event_of = event_of

    async def __call__(self, tx: Transaction, order: Order, change: Change) -> None:
        only = Changed(tx, order, change)
        await self._follow_up(only)
        await self._write(tx, [only])

    async def all(self, tx: Transaction, changed: Sequence[Changed]) -> None:
        """Store orders that were locked together. Each tells and tracks on its own occasion."""
        for each in changed:
            await self._follow_up(each)
        await store_orders(tx, [each.order for each in changed])
        await self._write(tx, changed)

    async def _write(self, tx: Transaction, changed: Sequence[Changed]) -> None:
        await want_errands(tx, [errand for each in changed for errand in each.change.errands])
        await track_all(tx, [(each.tx, self._steps(each.order, each.change)) for each in changed])

    async def _follow_up(self, changed: Changed) -> None:
        """Announce what follows; it is all in one transaction, whenever it is written."""
        tx, order, change = changed
        order.updated_at = change.at
        for fact in change.facts:
            self._tell(tx, order, fact)
        for errand in change.errands:
            tx.publish(events.ErrandWanted(order_id=errand.order_id, errand_id=errand.id))
        if order.coupon and any(isinstance(fact, CalledOff) for fact in change.facts):
            await self._release_coupon(tx, order_id=order.id)
        if order.forgets and order.is_over:
            order.forget()

    def _tell(self, tx: Transaction, order: Order, fact: Fact) -> None:
        if isinstance(fact, Refused):
            log.info("nothing to do for", order=str(order.id), stage=fact.stage, happening=fact.happening)
            REFUSED.of(fact.stage).count(fact.happening, 0.0)
            return
        event = self._event_of(order, fact)
        if event is not None:
            tx.publish(event)
