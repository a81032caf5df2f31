"""Hears what became of a payment or a refund, in whatever order that is told."""

from collections.abc import Callable
from uuid import UUID

from modules.orders.domain import paying
from modules.orders.domain.changes import Change
from modules.orders.domain.order import Order
from modules.orders.domain.waiting import Why
from modules.orders.tables.keeping import Keep, change_in
from modules.payments.contracts import events
from souk.database import Transaction


async def payment_was_authorized(tx: Transaction, event: events.PaymentAuthorized, *, keep: Keep) -> None:
    await _follow(tx, event.order_id, lambda o, c: paying.payment_authorized(o, event.payment_id, c), keep)


async def payment_was_captured(tx: Transaction, event: events.PaymentCaptured, *, keep: Keep) -> None:
    def happen(order: Order, change: Change) -> None:
        paying.payment_captured(order, event.payment_id, event.amount, change)

    await _follow(tx, event.order_id, happen, keep)


async def payment_has_failed(tx: Transaction, event: events.PaymentFailed, *, keep: Keep) -> None:
    def happen(order: Order, change: Change) -> None:
        paying.payment_failed(order, event.payment_id, event.reason, change)

    await _follow(tx, event.order_id, happen, keep)


async def payment_needs_customer(tx: Transaction, event: events.PaymentActionRequired, *, keep: Keep) -> None:
    def happen(order: Order, change: Change) -> None:
        paying.payment_needs_customer(order, event.payment_id, event.action_url, change)

    await _follow(tx, event.order_id, happen, keep)


async def payment_was_voided(tx: Transaction, event: events.PaymentVoided, *, keep: Keep) -> None:
    await _follow(tx, event.order_id, lambda o, c: paying.payment_voided(o, event.payment_id, c), keep)


async def payment_was_refunded(tx: Transaction, event: events.PaymentRefunded, *, keep: Keep) -> None:
    def happen(order: Order, change: Change) -> None:
        paying.payment_refunded(order, event.payment_id, event.refund_id, event.amount, change)

    await _follow(tx, event.order_id, happen, keep)


async def refund_has_failed(tx: Transaction, event: events.RefundFailed, *, keep: Keep) -> None:
    def happen(order: Order, change: Change) -> None:
        paying.refund_failed(order, event.payment_id, event.refund_id, event.reason, change)

    await _follow(tx, event.order_id, happen, keep)


async def payment_is_delayed(tx: Transaction, event: events.PaymentDelayed, *, keep: Keep) -> None:
    why = Why.OUTCOME_UNKNOWN if event.reason == Why.OUTCOME_UNKNOWN else Why.PROVIDER_UNAVAILABLE
    await _follow(tx, event.order_id, lambda o, c: paying.payment_delayed(o, event.payment_id, why, c), keep)


async def _follow(tx: Transaction, id: UUID, happen: Callable[[Order, Change], None], keep: Keep) -> None:
    order = await tx.get(Order, id, lock=True)
    if order is None:  # a payment for somebody else
        return
    change = change_in(tx)
    happen(order, change)
    await keep(tx, order, change)
