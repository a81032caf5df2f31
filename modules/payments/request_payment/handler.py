"""Store the wish to be paid; the provider hears of it later, outside any transaction."""

from collections.abc import Mapping, Sequence

from modules.payments.contracts.commands import Acknowledged, RequestPayment, RequestTogether
from modules.payments.contracts.events import OperationWanted, PaymentVoided
from modules.payments.domain.operation import Kind, Operation
from modules.payments.domain.payment import MoreThanIsLeft, Payment
from modules.payments.tables import take_their_places, want_operations
from souk.database import Transaction

DEFAULT_TOKEN = "tok_ok"  # noqa: S105 - the sandbox's, which takes no money
Wish = tuple[Transaction, RequestPayment]


async def request_payment(
    tx: Transaction, command: RequestPayment, *, providers: Mapping[str, str], takes: bool
) -> Acknowledged:
    return await _request(tx, [(tx, command)], providers, takes=takes)


async def request_together(
    tx: Transaction, command: RequestTogether, *, providers: Mapping[str, str], takes: bool
) -> Acknowledged:
    wishes = [(tx.caused_by(wish.context), wish.command) for wish in command.wishes]
    return await _request(tx, wishes, providers, takes=takes)


async def _request(
    tx: Transaction, wishes: Sequence[Wish], providers: Mapping[str, str], *, takes: bool
) -> Acknowledged:
    new = {
        command.payment_id: _payment(view, command, providers[command.method], takes=takes)
        for view, command in wishes
    }
    placed = await take_their_places(tx, new.values())
    await want_operations(tx, [_charge(new[id]) for id in new if id in placed])
    for view, command in wishes:
        if command.payment_id in placed:
            view.publish(OperationWanted(operation_id=command.payment_id, payment_id=command.payment_id))
            placed.remove(command.payment_id)
        else:
            await _say_again(view, command)
    return Acknowledged()


def _payment(tx: Transaction, command: RequestPayment, provider: str, *, takes: bool) -> Payment:
    if command.amount.minor <= 0:
        raise MoreThanIsLeft(command.amount)
    return Payment.requested(
        id=command.payment_id,
        order_id=command.order_id,
        person_id=command.person_id,
        amount=command.amount,
        at=tx.now,
        provider=provider,
        method=command.method,
        token=command.token or (DEFAULT_TOKEN if provider == "sandbox" else ""),
        description=command.description,
        takes=takes,
    )


def _charge(payment: Payment) -> Operation:
    return Operation.wanted(
        id=payment.id,
        payment_id=payment.id,
        kind=Kind.CHARGE,
        amount=payment.amount,
        reason="",
        at=payment.created_at,
    )


async def _say_again(tx: Transaction, command: RequestPayment) -> None:
    """A payment that was voided before it was requested stays so; whoever asks is told once more."""
    known = await tx.get(Payment, command.payment_id)
    if known is not None and known.void_told:
        tx.publish(PaymentVoided(payment_id=known.id, order_id=known.order_id))
