"""Reads what Stripe says into what the port promises; what does not have the form that we know is refused."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import msgspec

from modules.payments.domain.found import Found, FoundRefund, RefundStanding, Standing
from souk.kernel import Money, Value

PAYMENT = "payment_id"
REFUND = "refund_id"

STANDINGS = {
    "requires_payment_method": Standing.FAILED,
    "requires_confirmation": Standing.PENDING,
    "requires_action": Standing.ACTION_REQUIRED,
    "processing": Standing.PENDING,
    "requires_capture": Standing.AUTHORIZED,
    "succeeded": Standing.CAPTURED,
    "canceled": Standing.VOIDED,
}
REFUND_STANDINGS = {
    "succeeded": RefundStanding.SUCCEEDED,
    "failed": RefundStanding.FAILED,
    "canceled": RefundStanding.FAILED,
}


class Trouble(Value):
    code: str | None = None
    decline_code: str | None = None


class Redirect(Value):
    url: str | None = None


class NextAction(Value):
    redirect_to_url: Redirect | None = None


class Intent(Value):
    """What is read of a PaymentIntent."""

    id: str
    amount: int
    currency: str
    status: str
    amount_received: int | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    last_payment_error: Trouble | None = None
    next_action: NextAction | None = None


class Refund(Value):
    """What is read of a refund."""

    id: str
    amount: int
    currency: str
    status: str | None = None
    metadata: dict[str, str] | None = None
    failure_reason: str | None = None


def intent_in(said: Any) -> Intent:
    return msgspec.convert(said, Intent)


def found_in(intent: Intent, refunds: Iterable[Any]) -> Found:
    """Return the whole state. An intent without a payment method is one whose card was declined."""
    currency = intent.currency.upper()
    standing = STANDINGS.get(intent.status, Standing.PENDING)
    secured = standing in {Standing.AUTHORIZED, Standing.CAPTURED}
    return Found(
        payment_id=payment_id_in(intent),
        reference=intent.id,
        standing=standing,
        authorized=Money(minor=intent.amount if secured else 0, currency=currency),
        captured=Money(minor=_received(intent) if standing is Standing.CAPTURED else 0, currency=currency),
        failure=_failure(intent) if standing is Standing.FAILED else "",
        action_url=_action_url(intent) if standing is Standing.ACTION_REQUIRED else "",
        refunds=tuple(_refund(msgspec.convert(refund, Refund)) for refund in refunds),
    )


def payment_id_in(intent: Intent) -> UUID | None:
    return _uuid(intent.metadata.get(PAYMENT))


def _received(intent: Intent) -> int:
    return intent.amount if intent.amount_received is None else intent.amount_received


def _failure(intent: Intent) -> str:
    trouble = intent.last_payment_error or Trouble()
    return trouble.decline_code or trouble.code or "card_declined"


def _action_url(intent: Intent) -> str:
    """Return where the customer has to go; empty where the storefront confirms with Stripe's own script."""
    redirect = intent.next_action.redirect_to_url if intent.next_action else None
    return redirect.url or "" if redirect else ""


def _refund(refund: Refund) -> FoundRefund:
    return FoundRefund(
        reference=refund.id,
        refund_id=_uuid((refund.metadata or {}).get(REFUND)),
        amount=Money(minor=refund.amount, currency=refund.currency.upper()),
        standing=REFUND_STANDINGS.get(refund.status or "", RefundStanding.PENDING),
        failure=refund.failure_reason or "",
    )


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
