"""Hears what became of a payment or a refund, in whatever order that is told."""

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar
from uuid import UUID

from modules.orders.domain import paying
from modules.orders.domain.waiting import Why
from modules.orders.tables.following import Happening, News, follow
from modules.orders.tables.keeping import KeepAll
from modules.payments.contracts import events
from souk.database import Transaction
from souk.modules import Heard


class OfOrder(Protocol):
    """What all events of payments have that concern an order."""

    @property
    def order_id(self) -> UUID: ...


E = TypeVar("E", bound=OfOrder)


async def payment_was_authorized(
    tx: Transaction, heard: list[Heard[events.PaymentAuthorized]], *, keep: KeepAll
) -> None:
    await _follow(tx, heard, lambda e: lambda o, c: paying.payment_authorized(o, e.payment_id, c), keep)


async def payment_was_captured(
    tx: Transaction, heard: list[Heard[events.PaymentCaptured]], *, keep: KeepAll
) -> None:
    def captured(event: events.PaymentCaptured) -> Happening:
        about = event.payment_id, event.amount, event.altogether
        return lambda order, change: paying.payment_captured(order, *about, change)

    await _follow(tx, heard, captured, keep)


async def payment_has_failed(
    tx: Transaction, heard: list[Heard[events.PaymentFailed]], *, keep: KeepAll
) -> None:
    await _follow(tx, heard, lambda e: lambda o, c: paying.payment_failed(o, e.payment_id, e.reason, c), keep)


async def payment_needs_customer(
    tx: Transaction, heard: list[Heard[events.PaymentActionRequired]], *, keep: KeepAll
) -> None:
    await _follow(
        tx,
        heard,
        lambda e: lambda o, c: paying.payment_needs_customer(o, e.payment_id, e.action_url, c),
        keep,
    )


async def payment_was_voided(
    tx: Transaction, heard: list[Heard[events.PaymentVoided]], *, keep: KeepAll
) -> None:
    await _follow(tx, heard, lambda e: lambda o, c: paying.payment_voided(o, e.payment_id, c), keep)


async def payment_was_refunded(
    tx: Transaction, heard: list[Heard[events.PaymentRefunded]], *, keep: KeepAll
) -> None:
    def refunded(event: events.PaymentRefunded) -> Happening:
        about = event.payment_id, event.refund_id, event.amount, event.altogether
        return lambda order, change: paying.payment_refunded(order, *about, change)

    await _follow(tx, heard, refunded, keep)


async def refund_has_failed(
    tx: Transaction, heard: list[Heard[events.RefundFailed]], *, keep: KeepAll
) -> None:
    def failed(event: events.RefundFailed) -> Happening:
        about = event.payment_id, event.refund_id, event.reason
        return lambda order, change: paying.refund_failed(order, *about, change)

    await _follow(tx, heard, failed, keep)


async def payment_is_delayed(
    tx: Transaction, heard: list[Heard[events.PaymentDelayed]], *, keep: KeepAll
) -> None:
    def delayed(event: events.PaymentDelayed) -> Happening:
        why = Why.OUTCOME_UNKNOWN if event.reason == Why.OUTCOME_UNKNOWN else Why.PROVIDER_UNAVAILABLE
        return lambda order, change: paying.payment_delayed(order, event.payment_id, why, change)

    await _follow(tx, heard, delayed, keep)


async def _follow(
    tx: Transaction, heard: Iterable[Heard[E]], happening: Callable[[E], Happening], keep: KeepAll
) -> None:
    await follow(tx, (News(one.tx, one.event.order_id, happening(one.event)) for one in heard), keep)
