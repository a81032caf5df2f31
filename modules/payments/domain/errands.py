"""Asking the provider: no transaction, no lock, perhaps more than once, always with the same key."""

from datetime import datetime
from uuid import UUID

from modules.payments.domain.found import Found, Standing
from modules.payments.domain.gateway import (
    Charge,
    Gateway,
    Handle,
    OutcomeUnknown,
    ProviderAway,
    ProviderRefused,
    ProviderResting,
)
from modules.payments.domain.lifecycle import OPEN
from modules.payments.domain.operation import Kind, Operation
from modules.payments.domain.payment import Payment
from souk.kernel import Money, Value


class Errand(Value):
    """What is wanted of the provider: values alone, since the rows are unlocked by now."""

    kind: Kind
    key: UUID
    amount: Money
    handle: Handle
    charge: Charge
    asked_before: bool

    @classmethod
    def of(cls, payment: Payment, operation: Operation, *, asked_before: bool) -> "Errand":
        charge = Charge(
            payment_id=payment.id,
            order_id=payment.order_id,
            amount=payment.amount,
            token=payment.token,
            description=payment.description,
            takes=payment.takes,
        )
        return cls(
            kind=operation.kind,
            key=operation.id,
            amount=operation.amount,
            handle=handle_of(payment),
            charge=charge,
            asked_before=asked_before,
        )

    def settled_by(self, found: Found) -> bool:
        """Whether the provider has done it already."""
        match self.kind:
            case Kind.CHARGE:
                return found.standing is not Standing.PENDING
            case Kind.CAPTURE:
                return found.standing is Standing.CAPTURED
            case Kind.VOID:
                return found.standing in {Standing.VOIDED, Standing.FAILED}
            case Kind.REFUND:
                return any(refund.refund_id == self.key and not refund.pending for refund in found.refunds)

    def under_way_in(self, found: Found) -> bool:
        """Whether the provider has heard of it and needs time."""
        charging = self.kind is Kind.CHARGE and found.standing is Standing.PENDING
        return charging or any(refund.refund_id == self.key and refund.pending for refund in found.refunds)


class Answer(Value):
    """What came of asking. `found` is what the provider says, where it said something."""

    found: Found | None = None
    refused: str = ""
    unknown: bool = False
    away: bool = False
    away_until: datetime | None = None


def handle_of(payment: Payment) -> Handle:
    return Handle(
        payment_id=payment.id,
        reference=payment.reference,
        amount=payment.amount,
        made_at=payment.created_at,
        wanted=payment.status in OPEN and not payment.void_wanted,
    )


async def perform(gateway: Gateway, errand: Errand) -> Answer:
    """Ask. Where the provider may have heard of it before, look what it did first; then send it again."""
    try:
        found = await gateway.find(errand.handle) if errand.asked_before else None
        if found is None or not (errand.settled_by(found) or errand.under_way_in(found)):
            found = await _send(gateway, errand)
        return Answer(found=found, unknown=not errand.settled_by(found))
    except ProviderResting as resting:
        return Answer(away=True, away_until=resting.until)
    except ProviderAway:
        return Answer(away=True)
    except OutcomeUnknown:
        return Answer(unknown=True)
    except ProviderRefused as refused:
        return await _refused(gateway, errand, refused.reason)


async def _send(gateway: Gateway, errand: Errand) -> Found:
    match errand.kind:
        case Kind.CHARGE:
            return await gateway.charge(errand.charge)
        case Kind.CAPTURE:
            return await gateway.capture(errand.handle, errand.amount, errand.key)
        case Kind.VOID:
            return await gateway.void(errand.handle, errand.key)
        case Kind.REFUND:
            return await gateway.refund(errand.handle, errand.amount, errand.key)


async def _refused(gateway: Gateway, errand: Errand, reason: str) -> Answer:
    """Look why: something may have happened there that we had not heard of."""
    try:
        return Answer(found=await gateway.find(errand.handle), refused=reason)
    except (ProviderAway, OutcomeUnknown):
        return Answer(unknown=True)
