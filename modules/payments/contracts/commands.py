"""What payments does for others when told to; every outcome comes by event."""

from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

from souk.kernel import Money, Value, form, refuse_card_numbers
from souk.messages import Command, OnBehalf

Method = Literal["credit_card", "paypal"]
Token = Annotated[str, form(r"[A-Za-z0-9_\-.:]{1,255}")]
Reason = Annotated[str, Meta(min_length=1, max_length=200)]


class Acknowledged(Value):
    """It is stored and will be done; whether it succeeds is told by an event."""


class RequestPayment(Command[Acknowledged], wire="payments.request_payment.v1"):
    """Take the amount for an order, once however often it is asked with this id.

    The caller makes the id, a new one for each attempt to pay. The provider is called later, outside any
    transaction. The token stands for the customer's means of payment and comes from the provider's own form:
    no card number is ever taken. Without one the sandbox takes `tok_ok` for `credit_card`.
    """

    payment_id: UUID
    order_id: UUID
    person_id: UUID | None
    amount: Money
    method: Method
    token: Token | None = None
    description: Annotated[str, Meta(max_length=200)] = ""

    def __post_init__(self) -> None:
        refuse_card_numbers(token=self.token, description=self.description)


class RequestTogether(Command[Acknowledged], wire="payments.request_together.v1"):
    """RequestPayment for many at once, or for none: a refusal of one refuses them all."""

    wishes: Annotated[tuple[OnBehalf[RequestPayment], ...], Meta(min_length=1, max_length=100)]


class VoidPayment(Command[Acknowledged], wire="payments.void_payment.v1"):
    """See to it that this payment costs the customer nothing, whatever became of it.

    What is authorized is voided, what is captured is refunded in full, what was not yet sent is never sent,
    and an id that is unknown is remembered, so that a late RequestPayment for it charges nothing.
    PaymentVoided tells the end, also after a refund, which PaymentRefunded tells beside it. May be repeated.
    """

    payment_id: UUID
    order_id: UUID
    reason: Reason


class CapturePayment(Command[Acknowledged], wire="payments.capture_payment.v1"):
    """Take what was authorized, all of it or a part; never more than is left. What is left over is let go."""

    payment_id: UUID
    amount: Money | None = None


class RefundPayment(Command[Acknowledged], wire="payments.refund_payment.v1"):
    """Give back a part or all of what was captured, once for each refund_id.

    Refused at once where it goes past what is captured, less the refunds made and under way.
    """

    refund_id: UUID
    payment_id: UUID
    amount: Money
    reason: Reason
