"""What a provider says about a payment when asked: all of it, never a change alone."""

from enum import StrEnum
from uuid import UUID

from souk.kernel import Money, Value


class Standing(StrEnum):
    """Where the provider has it."""

    PENDING = "pending"
    ACTION_REQUIRED = "action_required"
    AUTHORIZED = "authorized"
    CAPTURED = "captured"
    FAILED = "failed"
    VOIDED = "voided"


class RefundStanding(StrEnum):
    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


class FoundRefund(Value):
    """A refund as the provider has it; without our id, somebody made it at the provider's own desk."""

    reference: str
    refund_id: UUID | None
    amount: Money
    standing: RefundStanding
    failure: str = ""

    @property
    def failed(self) -> bool:
        return self.standing is RefundStanding.FAILED

    @property
    def pending(self) -> bool:
        return self.standing is RefundStanding.PENDING


class Found(Value):
    """The whole state at the provider: sums so far, so that the same news twice is no news."""

    payment_id: UUID | None
    """Ours, as far as the provider keeps it."""
    reference: str
    """The provider's own."""
    standing: Standing
    authorized: Money
    captured: Money
    refunds: tuple[FoundRefund, ...] = ()
    failure: str = ""
    action_url: str = ""

    @property
    def refunded(self) -> Money:
        given = (each.amount for each in self.refunds if each.standing is RefundStanding.SUCCEEDED)
        return Money.total(given, self.captured.currency)
