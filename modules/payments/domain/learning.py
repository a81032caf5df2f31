"""What is new in what a provider says: the lines that our books lack."""

from collections.abc import Iterator, Sequence
from typing import Protocol
from uuid import UUID, uuid5

from modules.payments.domain.found import Found, FoundRefund, RefundStanding, Standing
from modules.payments.domain.lifecycle import OPEN, Happening, Status
from souk.kernel import Money, Value

SECURED = frozenset({Standing.AUTHORIZED, Standing.CAPTURED})
LOST = frozenset({Status.FAILED, Status.VOIDED})


class Contradiction(Exception):
    """The provider says something that cannot be true of this payment: somebody has to look."""


class Books(Protocol):
    """What the books of a payment say so far."""

    @property
    def id(self) -> UUID: ...
    @property
    def amount(self) -> Money: ...
    @property
    def authorized(self) -> Money: ...
    @property
    def captured(self) -> Money: ...
    @property
    def refunded(self) -> Money: ...
    @property
    def refund_references(self) -> tuple[str, ...]: ...
    @property
    def status(self) -> Status: ...
    @property
    def reference(self) -> str: ...
    @property
    def action_url(self) -> str: ...


class News(Value):
    """A line to be written."""

    happening: Happening
    amount: Money
    reference: str = ""
    refund_id: UUID | None = None
    detail: str = ""


def differences(books: Books, found: Found) -> Sequence[News]:
    """Return the missing lines in the order in which they must have happened.

    What a provider says may be older than what is booked. Hence sums only grow, refunds are told by their
    reference, and an end that is booked is left only for money that was really taken.
    """
    _must_fit(books, found)
    return [*_taken(books, found), *_given_back(books, found), *_undecided(books, found)]


def _must_fit(books: Books, found: Found) -> None:
    if found.payment_id not in {None, books.id}:
        raise Contradiction("it is another payment's")
    if books.reference and found.reference and books.reference != found.reference:
        raise Contradiction("the provider has two payments for one")
    amounts = [found.authorized, found.captured, *(refund.amount for refund in found.refunds)]
    if {amount.currency for amount in amounts} != {books.amount.currency}:
        raise Contradiction("the currency differs")
    if found.authorized > books.amount or found.captured > found.authorized:
        raise Contradiction(f"{found.captured} of {found.authorized} were taken for {books.amount}")
    if found.standing in SECURED and found.captured.minor == 0 and found.authorized != books.amount:
        raise Contradiction(f"{found.authorized} were authorized instead of {books.amount}")
    if found.refunded > found.captured:
        raise Contradiction(f"{found.refunded} were given back of {found.captured}")


def _taken(books: Books, found: Found) -> Iterator[News]:
    if found.standing not in SECURED or (books.status in LOST and found.standing is not Standing.CAPTURED):
        return
    if not books.authorized.minor:
        yield News(happening=Happening.AUTHORIZED, amount=books.amount, reference=found.reference)
    if found.captured > books.captured:
        more = found.captured - books.captured
        yield News(happening=Happening.CAPTURED, amount=more, reference=found.reference)


def _given_back(books: Books, found: Found) -> Iterator[News]:
    given = books.refunded
    captured = max(books.captured, found.captured)
    for refund in found.refunds:
        if refund.standing is RefundStanding.SUCCEEDED and refund.reference not in books.refund_references:
            given = given + refund.amount
            rest = given == captured
            yield News(
                happening=Happening.REFUNDED_THE_REST if rest else Happening.REFUNDED_A_PART,
                amount=refund.amount,
                reference=refund.reference,
                refund_id=refund.refund_id or _named_after(books, refund),
            )


def _undecided(books: Books, found: Found) -> Iterator[News]:
    nothing = Money.zero(books.amount.currency)
    if books.status not in {*OPEN, Status.AUTHORIZED} or found.captured.minor:
        return
    if found.standing is Standing.VOIDED or (
        found.standing is Standing.FAILED and books.status is Status.AUTHORIZED
    ):
        yield News(happening=Happening.VOIDED, amount=nothing, detail=found.failure)
    elif found.standing is Standing.FAILED:
        yield News(happening=Happening.FAILED, amount=nothing, detail=found.failure or "declined")
    elif (
        found.standing is Standing.ACTION_REQUIRED
        and books.status in OPEN
        and (books.status is not Status.ACTION_REQUIRED or books.action_url != found.action_url)
    ):
        yield News(happening=Happening.ACTION_ASKED, amount=nothing, detail=found.action_url)


def _named_after(books: Books, refund: FoundRefund) -> UUID:
    """Return an id for a refund that was made at the provider's own desk: always the same one."""
    return uuid5(books.id, refund.reference)
