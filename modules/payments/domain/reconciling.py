"""Comparing the books with what a provider says: every difference, in either direction."""

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from modules.payments.domain.found import Found
from souk.kernel import Money, Value


class Sums(Value):
    """What the books say of one payment. `expected` is whether the provider must know it by now."""

    captured: Money
    refunded: Money
    expected: bool


class Difference(Value):
    what: str
    payment_id: UUID | None
    reference: str
    booked: str
    found: str


def differences(booked: Mapping[UUID, Sums], found: Iterable[Found]) -> Iterator[Difference]:
    """Yield what differs. Payments with something under way are left out by the caller."""
    known: set[UUID] = set()
    for each in found:
        sums = booked.get(each.payment_id) if each.payment_id else None
        if sums is None:
            if each.captured.minor:
                yield _said("only the provider knows it", each, "", str(each.captured))
            continue
        known.add(each.payment_id or UUID(int=0))
        if sums.captured != each.captured:
            yield _said("captured differs", each, str(sums.captured), str(each.captured))
        if sums.refunded != each.refunded:
            yield _said("refunded differs", each, str(sums.refunded), str(each.refunded))
    for payment_id, sums in booked.items():
        if sums.expected and payment_id not in known:
            yield Difference(
                what="the provider does not know it",
                payment_id=payment_id,
                reference="",
                booked=str(sums.captured),
                found="",
            )


def _said(what: str, found: Found, booked: str, said: str) -> Difference:
    return Difference(
        what=what, payment_id=found.payment_id, reference=found.reference, booked=booked, found=said
    )
