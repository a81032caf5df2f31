"""A payment: one attempt to pay an order, with books that follow what the provider says."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from modules.payments.domain.found import Found
from modules.payments.domain.learning import differences
from modules.payments.domain.ledger import REFUNDS, Entry
from modules.payments.domain.lifecycle import Happening, Status, follow
from modules.payments.domain.operation import Kind, Operation
from souk.kernel import Money, Refusal

LOOK_AGAIN = timedelta(seconds=60)
"""How long a payment may wait for its customer until we look whether they have acted."""
NOTHING = Money(minor=0, currency="XXX")
"""An amount in no currency, as ISO 4217 spells it: what a payment that was never requested is about."""


class MoreThanIsLeft(Refusal):
    """The amount is larger than what is left of the payment."""

    def __init__(self, left: Money) -> None:
        super().__init__(f"No more than {left} is left of this payment.", left=left.major)


class NothingToTake(Refusal):
    """Only an authorized payment can be captured, once."""


class OtherCurrency(Refusal):
    """The payment is in another currency."""


@dataclass(kw_only=True)
class Payment:
    """All its sums are those of its ledger. Change it only under its row's lock."""

    id: UUID
    order_id: UUID
    person_id: UUID | None
    provider: str
    method: str
    token: str
    description: str
    takes: bool
    amount: Money
    authorized: Money
    captured: Money
    refunded: Money
    refunding: Money
    status: Status
    reference: str
    failure: str
    action_url: str
    delay: str
    void_wanted: bool
    void_told: bool
    refund_references: tuple[str, ...]
    lines: int
    created_at: datetime
    changed_at: datetime
    version: int = field(default=1)

    @classmethod
    def requested(
        cls,
        *,
        id: UUID,
        order_id: UUID,
        person_id: UUID | None,
        amount: Money,
        at: datetime,
        provider: str,
        method: str = "",
        token: str = "",
        description: str = "",
        takes: bool = True,
    ) -> "Payment":
        nothing = Money.zero(amount.currency)
        return cls(
            id=id,
            order_id=order_id,
            person_id=person_id,
            provider=provider,
            method=method,
            token=token,
            description=description,
            takes=takes,
            amount=amount,
            authorized=nothing,
            captured=nothing,
            refunded=nothing,
            refunding=nothing,
            status=Status.CREATED,
            reference="",
            failure="",
            action_url="",
            delay="",
            void_wanted=False,
            void_told=False,
            refund_references=(),
            lines=0,
            created_at=at,
            changed_at=at,
        )

    @classmethod
    def never(cls, *, id: UUID, order_id: UUID, at: datetime) -> "Payment":
        """Return the tombstone of a payment that was voided before it was requested."""
        stone = cls.requested(id=id, order_id=order_id, person_id=None, amount=NOTHING, at=at, provider="")
        stone.status, stone.void_wanted, stone.void_told = Status.VOIDED, True, True
        return stone

    @property
    def refundable(self) -> Money:
        """What may still be asked back: neither given back nor on its way."""
        return self.captured - self.refunded - self.refunding

    @property
    def costs_nothing(self) -> bool:
        """Whether it has come to an end that leaves the customer with what they had."""
        ended = self.status in {Status.FAILED, Status.VOIDED, Status.REFUNDED}
        return ended and self.captured == self.refunded

    def want_refund(self, amount: Money) -> None:
        """Set the amount aside, or refuse: of two refunds of 60 % the second finds 40 % left."""
        self._in_its_currency(amount)
        if amount.minor <= 0 or amount > self.refundable:
            raise MoreThanIsLeft(self.refundable)
        self.refunding = self.refunding + amount

    def end_refund(self, operation: Operation) -> None:
        """Take the operation's amount out of what is on its way; call it once for each."""
        self.refunding = self.refunding - operation.amount

    def want_capture(self, amount: Money | None) -> Money:
        """Return how much is to be taken, or refuse."""
        if self.status is not Status.AUTHORIZED or self.void_wanted:
            raise NothingToTake
        wanted = amount or self.authorized
        self._in_its_currency(wanted)
        if not 0 < wanted.minor <= self.authorized.minor:
            raise MoreThanIsLeft(self.authorized)
        return wanted

    def next_towards_nothing(self) -> tuple[Kind, Money] | None:
        """Return what must be asked of the provider next, so that a payment to be voided costs nothing."""
        if not self.void_wanted:
            return None
        if self.status in {Status.AUTHORIZED, Status.ACTION_REQUIRED}:
            return Kind.VOID, self.amount
        if self.refundable.minor > 0:
            return Kind.REFUND, self.refundable
        return None

    def doubt(self, at: datetime) -> list[Entry]:
        """The provider did not answer: what it did is unknown until it is asked."""
        return [self._record(Happening.DOUBTED, at)] if self.status is Status.CREATED else []

    def drop(self, at: datetime) -> list[Entry]:
        """End a payment that the provider never heard of."""
        return [self._record(Happening.VOIDED, at)]

    def fail(self, reason: str, at: datetime) -> list[Entry]:
        """The provider would not even take the request."""
        return [self._record(Happening.FAILED, at, detail=reason)]

    def learn(self, found: Found, at: datetime) -> list[Entry]:
        """Bring the books up to what the provider says, and return the new lines; old news adds none.

        Raises Contradiction, having changed nothing, when it cannot be true of this payment.
        """
        news = differences(self, found)
        self.reference = found.reference or self.reference
        return [
            self._record(
                each.happening, at, each.amount, each.reference, refund_id=each.refund_id, detail=each.detail
            )
            for each in news
        ]

    def _record(
        self,
        happening: Happening,
        at: datetime,
        amount: Money | None = None,
        reference: str = "",
        *,
        refund_id: UUID | None = None,
        detail: str = "",
    ) -> Entry:
        amount = amount or Money.zero(self.amount.currency)
        self.status = follow(self.status, happening)
        self._add_up(happening, amount, reference)
        self.lines += 1
        self.changed_at = at
        if happening is Happening.FAILED:
            self.failure = detail
        self.action_url = detail if happening is Happening.ACTION_ASKED else ""
        if happening is not Happening.DOUBTED:
            self.delay = ""
        return Entry(
            payment_id=self.id,
            number=self.lines,
            happening=happening,
            amount=amount,
            reference=reference or self.reference,
            refund_id=refund_id,
            detail=detail,
            recorded_at=at,
        )

    def _add_up(self, happening: Happening, amount: Money, reference: str) -> None:
        if happening is Happening.AUTHORIZED:
            self.authorized = self.authorized + amount
        elif happening is Happening.CAPTURED:
            self.captured = self.captured + amount
        elif happening in REFUNDS:
            self.refunded = self.refunded + amount
            self.refund_references = (*self.refund_references, reference)

    def _in_its_currency(self, amount: Money) -> None:
        if amount.currency != self.amount.currency:
            raise OtherCurrency
