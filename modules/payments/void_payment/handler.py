"""Void a payment: drop it, let it go, give it back, or remember never to begin with it."""

from uuid import UUID

from sqlalchemy import select

from modules.payments.contracts.commands import Acknowledged, Reason, VoidPayment
from modules.payments.contracts.events import OperationWanted, PaymentVoided
from modules.payments.domain.operation import Kind, Operation, Progress
from modules.payments.domain.payment import Payment
from modules.payments.permissions import CAPTURE
from modules.payments.tables import operations, takes_its_place
from souk.database import Transaction
from souk.kernel import NotFound
from souk.messages import Command


async def void_payment(tx: Transaction, command: VoidPayment) -> Acknowledged:
    payment = await tx.get(Payment, command.payment_id, lock=True)
    if payment is None:
        if await _left_a_tombstone(tx, command):
            return Acknowledged()
        payment = await tx.get(Payment, command.payment_id, lock=True)
    if payment is None:
        raise NotFound("payment")
    payment.void_wanted = True
    tx.publish_staff_action(CAPTURE, "void_payment", f"payment/{payment.id}")
    if payment.costs_nothing:
        _tell(tx, payment)
        return Acknowledged()
    found = select(Operation).where(operations.c.payment_id == payment.id, operations.c.ended_at.is_(None))
    under_way = (await tx.execute(found)).scalars().all()
    unsent = [each for each in under_way if each.kind is Kind.CHARGE and each.progress is Progress.WANTED]
    if unsent:
        unsent[0].end(Progress.DROPPED, tx.now)
        for entry in payment.drop(tx.now):
            tx.add(entry)
        _tell(tx, payment)
    elif not under_way:
        _ask(tx, payment, command.reason)
    return Acknowledged()


async def _left_a_tombstone(tx: Transaction, command: VoidPayment) -> bool:
    """Whether it took the payment's place, so that whoever requests it later finds it voided."""
    stone = Payment.never(id=command.payment_id, order_id=command.order_id, at=tx.now)
    if not await takes_its_place(tx, stone):
        return False
    tx.publish(PaymentVoided(payment_id=command.payment_id, order_id=command.order_id))
    return True


def _tell(tx: Transaction, payment: Payment) -> None:
    payment.void_told = True
    tx.publish(PaymentVoided(payment_id=payment.id, order_id=payment.order_id))


def _ask(tx: Transaction, payment: Payment, reason: str) -> None:
    step = payment.next_towards_nothing()
    if step is None:
        return
    kind, amount = step
    if kind is Kind.REFUND:
        payment.want_refund(amount)
    operation = Operation.wanted(
        id=tx.new_id(), payment_id=payment.id, kind=kind, amount=amount, reason=reason, at=tx.now
    )
    tx.add(operation)
    tx.publish(OperationWanted(operation_id=operation.id, payment_id=payment.id))


class VoidByHand(Command[Acknowledged]):
    payment_id: UUID
    reason: Reason


async def void_by_hand(tx: Transaction, command: VoidByHand) -> Acknowledged:
    payment = await tx.get(Payment, command.payment_id)
    if payment is None or not payment.provider:
        raise NotFound("payment")
    return await void_payment(
        tx, VoidPayment(payment_id=payment.id, order_id=payment.order_id, reason=command.reason)
    )
