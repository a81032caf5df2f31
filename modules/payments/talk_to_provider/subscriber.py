"""Effects: the attempt is stored, the provider is asked with nothing held, the outcome is booked."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import exists, select

from modules.payments.contracts.events import CheckWanted, CustomerAwaited, OperationWanted, PaymentVoided
from modules.payments.domain.booking import Booked, book
from modules.payments.domain.errands import Answer, Errand, handle_of, perform
from modules.payments.domain.found import Found, Standing
from modules.payments.domain.gateway import Gateway, OutcomeUnknown, ProviderAway
from modules.payments.domain.lifecycle import Status
from modules.payments.domain.operation import Kind, Operation, Progress
from modules.payments.domain.payment import LOOK_AGAIN, Payment
from modules.payments.tables import operations, want_operations
from modules.payments.tables.keeping import locked_operation, locked_payment, note_operation, write_books
from souk.database import Transaction
from souk.kernel import Clock, NotFound
from souk.messages import Event, RetryLater
from souk.modules import Effect

Gateways = Mapping[str, Gateway]
Announce = Callable[[Payment, Booked, Operation | None], Iterable[Event]]


async def carry_out_operation(
    tx: Transaction, event: OperationWanted, *, gateways: Gateways, announce: Announce, again: timedelta
) -> Effect[Answer] | None:
    """Ask the provider for it, once; what stays unknown is asked about until it is known."""
    if event.not_before and tx.now < event.not_before:
        raise RetryLater("waits for the provider", event.not_before)
    payment, operation = await _wanted(tx, event)
    if not operation.open:
        return None
    asked_before = operation.ask(tx.now)
    if not asked_before:
        await note_operation(tx, operation)
    errand = Errand.of(payment, operation, asked_before=asked_before)

    async def book_answer(tx: Transaction, answer: Answer) -> None:
        payment, operation = await _wanted(tx, event)
        if not operation.open:
            return
        booked = book(payment, operation, answer, at=tx.now, again=again, asked_before=asked_before)
        await _write(tx, payment, booked, announce, operation)
        if booked.entries or operation.progress is not Progress.REFUSED:  # it would only be refused again
            await _go_on(tx, payment)

    return Effect(perform=partial(perform, gateways[payment.provider], errand), book=book_answer)


async def check_payment(
    tx: Transaction, event: CheckWanted, *, gateways: Gateways, announce: Announce, again: timedelta
) -> Effect[Found | None] | None:
    """Ask how a payment stands because something was said about it, and believe the answer alone."""
    payment = await tx.get(Payment, event.payment_id)
    if payment is None or not payment.provider:
        return None
    find = partial(_find, gateways[payment.provider], payment, tx.now + again)
    return Effect(perform=find, book=partial(_book_found, payment_id=payment.id, announce=announce))


async def await_customer(
    tx: Transaction, event: CustomerAwaited, *, gateways: Gateways, announce: Announce, clock: Clock
) -> Effect[Found | None] | None:
    """Look every minute whether the customer has acted, in case nobody tells us."""
    if tx.now < event.not_before:
        raise RetryLater("waits for the customer", event.not_before)
    payment = await tx.get(Payment, event.payment_id)
    if payment is None or payment.status is not Status.ACTION_REQUIRED:
        return None
    find = partial(_find, gateways[payment.provider], payment, tx.now + LOOK_AGAIN)

    async def look() -> Found | None:
        found = await find()
        if found is not None and found.standing is Standing.ACTION_REQUIRED:
            raise RetryLater("waits for the customer", clock.now() + LOOK_AGAIN)
        return found

    return Effect(perform=look, book=partial(_book_found, payment_id=payment.id, announce=announce))


async def _find(gateway: Gateway, payment: Payment, later: datetime) -> Found | None:
    try:
        return await gateway.find(handle_of(payment))
    except (ProviderAway, OutcomeUnknown) as trouble:
        raise RetryLater(f"{gateway.name}: {type(trouble).__name__}", later) from None


async def _book_found(tx: Transaction, found: Found | None, *, payment_id: UUID, announce: Announce) -> None:
    payment = await locked_payment(tx, payment_id)
    if payment is None:
        raise NotFound("payment")
    entries = payment.learn(found, tx.now) if found else []
    await _write(tx, payment, Booked(entries=entries), announce)
    await _go_on(tx, payment)


async def _wanted(tx: Transaction, event: OperationWanted) -> tuple[Payment, Operation]:
    both = await locked_operation(tx, event.payment_id, event.operation_id)
    if both is None:
        raise NotFound("payment")
    return both


async def _write(
    tx: Transaction, payment: Payment, booked: Booked, announce: Announce, operation: Operation | None = None
) -> None:
    await write_books(tx, payment, operation, booked.entries)
    for event in announce(payment, booked, operation):
        tx.publish(event)


async def _go_on(tx: Transaction, payment: Payment) -> None:
    """Take the next step of a void, or tell that it has come to its end."""
    if not payment.void_wanted or payment.void_told:
        return
    if payment.costs_nothing:
        payment.void_told = True
        await write_books(tx, payment, None, [])
        tx.publish(PaymentVoided(payment_id=payment.id, order_id=payment.order_id))
        return
    under_way = exists().where(operations.c.payment_id == payment.id, operations.c.ended_at.is_(None))
    step = payment.next_towards_nothing()
    if step is None or await tx.scalar(select(under_way)):
        return
    kind, amount = step
    if kind is Kind.REFUND:
        payment.want_refund(amount)
        await write_books(tx, payment, None, [])
    operation = Operation.wanted(
        id=tx.new_id(), payment_id=payment.id, kind=kind, amount=amount, reason="voided", at=tx.now
    )
    await want_operations(tx, [operation])
    tx.publish(OperationWanted(operation_id=operation.id, payment_id=payment.id))
