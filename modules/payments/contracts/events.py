"""What happens in payments; all events of an order come in order."""

from datetime import datetime
from uuid import UUID

from souk.kernel import Money
from souk.messages import Event


class PaymentAuthorized(Event, wire="payments.payment_authorized.v1", key="order_id"):
    """The amount is reserved on the customer's account, not yet taken."""

    payment_id: UUID
    order_id: UUID
    amount: Money


class PaymentCaptured(Event, wire="payments.payment_captured.v1", key="order_id"):
    """So much was taken now, and `altogether` by this payment: that stays true if it is heard twice."""

    payment_id: UUID
    order_id: UUID
    amount: Money
    altogether: Money | None = None


class PaymentFailed(Event, wire="payments.payment_failed.v1", key="order_id"):
    """Nothing was taken and nothing will be. The reason is a stable code, `card_declined` for example."""

    payment_id: UUID
    order_id: UUID
    reason: str


class PaymentActionRequired(Event, wire="payments.payment_action_required.v1", key="order_id"):
    """The customer has to confirm something at this address, at their bank for example."""

    payment_id: UUID
    order_id: UUID
    action_url: str


class PaymentVoided(Event, wire="payments.payment_voided.v1", key="order_id"):
    """A void has come to its end: the payment costs the customer nothing, now or later."""

    payment_id: UUID
    order_id: UUID


class PaymentRefunded(Event, wire="payments.payment_refunded.v1", key="order_id"):
    """So much was given back now, and `altogether` of this payment. One that is refused is RefundFailed."""

    payment_id: UUID
    order_id: UUID
    refund_id: UUID
    amount: Money
    altogether: Money | None = None


class RefundFailed(Event, wire="payments.refund_failed.v1", key="order_id"):
    """The provider refuses to give this back; staff must find another way."""

    payment_id: UUID
    order_id: UUID
    refund_id: UUID
    amount: Money
    reason: str


class PaymentDelayed(Event, wire="payments.payment_delayed.v1", key="order_id"):
    """The outcome takes longer, and why: `provider_unavailable` or `outcome_unknown`. It is seen to."""

    payment_id: UUID
    order_id: UUID
    reason: str


class OperationWanted(Event, wire="payments.operation_wanted.v1", key="payment_id"):
    """Payments' own: something is to be asked of the provider, not before that time if there is one."""

    operation_id: UUID
    payment_id: UUID
    not_before: datetime | None = None


class CheckWanted(Event, wire="payments.check_wanted.v1", key="payment_id"):
    """Payments' own: the provider may have news of this payment."""

    payment_id: UUID


class CustomerAwaited(Event, wire="payments.customer_awaited.v1", key="payment_id"):
    """Payments' own: the customer has to act at the provider; look now and then whether they did."""

    payment_id: UUID
    not_before: datetime


PUBLISHED: tuple[type[Event], ...] = (
    PaymentAuthorized,
    PaymentCaptured,
    PaymentFailed,
    PaymentActionRequired,
    PaymentVoided,
    PaymentRefunded,
    RefundFailed,
    PaymentDelayed,
    OperationWanted,
    CheckWanted,
    CustomerAwaited,
)
