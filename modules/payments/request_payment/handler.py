"""Store the wish to be paid; the provider hears of it later, outside any transaction."""

from collections.abc import Mapping

from modules.payments.contracts.commands import Acknowledged, RequestPayment
from modules.payments.contracts.events import OperationWanted, PaymentVoided
from modules.payments.domain.operation import Kind, Operation
from modules.payments.domain.payment import MoreThanIsLeft, Payment
from modules.payments.tables import takes_its_place
from souk.database import Transaction

DEFAULT_TOKEN = "tok_ok"  # noqa: S105 - the sandbox's, which takes no money


async def request_payment(
    tx: Transaction, command: RequestPayment, *, providers: Mapping[str, str], takes: bool
) -> Acknowledged:
    if command.amount.minor <= 0:
        raise MoreThanIsLeft(command.amount)
    provider = providers[command.method]
    payment = Payment.requested(
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
    if not await takes_its_place(tx, payment):
        await _say_again(tx, command)
        return Acknowledged()
    tx.add(
        Operation.wanted(
            id=command.payment_id,
            payment_id=command.payment_id,
            kind=Kind.CHARGE,
            amount=command.amount,
            reason="",
            at=tx.now,
        )
    )
    tx.publish(OperationWanted(operation_id=command.payment_id, payment_id=command.payment_id))
    return Acknowledged()


async def _say_again(tx: Transaction, command: RequestPayment) -> None:
    """A payment that was voided before it was requested stays so; whoever asks is told once more."""
    known = await tx.get(Payment, command.payment_id)
    if known is not None and known.void_told:
        tx.publish(PaymentVoided(payment_id=known.id, order_id=known.order_id))
