"""Effects: the attempt is stored, the provider is asked with nothing held, the outcome is booked."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from modules.payments.contracts.events import CheckWanted, CustomerAwaited, OperationWanted
from modules.payments.domain.found import Found, Standing
from modules.payments.domain.gateway import Gateway, OutcomeUnknown, ProviderAway
from modules.payments.domain.lifecycle import Status
from modules.payments.domain.operation import Operation
from modules.payments.domain.payment import Payment
from modules.payments.talk_to_provider.booking import LOOK_AGAIN, book_answer, go_on, learn, locked
from modules.payments.talk_to_provider.performing import Answer, Errand, handle_of, perform
from souk.database import Transaction
from souk.kernel import Clock
from souk.messages import RetryLater
from souk.modules import Effect

Gateways = Mapping[str, Gateway]


async def carry_out_operation(
    tx: Transaction, event: OperationWanted, *, gateways: Gateways, again: timedelta
) -> Effect[Answer] | None:
    """Ask the provider for it, once; what stays unknown is asked about until it is known."""
    if event.not_before and tx.now < event.not_before:
        raise RetryLater("waits for the provider", event.not_before)
    payment = await locked(tx, event.payment_id)
    operation = await tx.get(Operation, event.operation_id)
    if operation is None or not operation.open:
        return None
    asked_before = operation.ask(tx.now)
    errand = Errand.of(payment, operation, asked_before=asked_before)
    return Effect(
        perform=partial(perform, gateways[payment.provider], errand),
        book=partial(
            book_answer,
            operation_id=operation.id,
            payment_id=payment.id,
            again=again,
            asked=asked_before,
        ),
    )


async def check_payment(
    tx: Transaction, event: CheckWanted, *, gateways: Gateways, again: timedelta
) -> Effect[Found | None] | None:
    """Ask how a payment stands because something was said about it, and believe the answer alone."""
    payment = await tx.get(Payment, event.payment_id)
    if payment is None or not payment.provider:
        return None
    return Effect(
        perform=partial(_find, gateways[payment.provider], payment, tx.now + again),
        book=partial(_book_found, payment_id=payment.id),
    )


async def await_customer(
    tx: Transaction, event: CustomerAwaited, *, gateways: Gateways, clock: Clock
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

    return Effect(perform=look, book=partial(_book_found, payment_id=payment.id))


async def _find(gateway: Gateway, payment: Payment, later: datetime) -> Found | None:
    try:
        return await gateway.find(handle_of(payment))
    except (ProviderAway, OutcomeUnknown) as trouble:
        raise RetryLater(f"{gateway.name}: {type(trouble).__name__}", later) from None


async def _book_found(tx: Transaction, found: Found | None, *, payment_id: UUID) -> None:
    payment = await locked(tx, payment_id)
    learn(tx, payment, found)
    await tx.flush()
    await go_on(tx, payment)
