"""Asking the provider: perhaps more than once, always with the same key, and looking before repeating."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest

from modules.payments.domain.errands import Answer, Errand, handle_of, perform
from modules.payments.domain.found import Found, FoundRefund, RefundStanding, Standing
from modules.payments.domain.gateway import (
    Charge,
    Handle,
    OutcomeUnknown,
    ProviderAway,
    ProviderRefused,
    ProviderResting,
)
from modules.payments.domain.operation import Kind
from souk.kernel import Money, new_id
from tests.payments.domain.made import NOON, finished, operation, payment
from tests.payments.domain.provider_model import ModelProvider, euros


class Desk:
    """A provider at hand: it does as it is told, or as it is made to, and remembers what it was asked."""

    def __init__(self, provider: ModelProvider) -> None:
        self.provider = provider
        self.heard_of = True
        self.trouble: dict[str, Exception] = {}
        self.asked: list[tuple[str, UUID]] = []

    def _asked(self, what: str, key: UUID, handle: Handle | None = None) -> None:
        assert handle is None or handle.payment_id == self.provider.payment_id
        self.asked.append((what, key))
        if what in self.trouble:
            raise self.trouble[what]

    async def charge(self, charge: Charge) -> Found:
        self._asked("charge", charge.payment_id)
        self.provider.standing, self.provider.captured = Standing.CAPTURED, charge.amount.minor
        return self.provider.says()

    async def find(self, handle: Handle) -> Found | None:
        self._asked("find", handle.payment_id, handle)
        return self.provider.says() if self.heard_of else None

    async def capture(self, handle: Handle, amount: Money, key: UUID) -> Found:
        self._asked("capture", key, handle)
        self.provider.standing, self.provider.captured = Standing.CAPTURED, amount.minor
        return self.provider.says()

    async def void(self, handle: Handle, key: UUID) -> Found:
        self._asked("void", key, handle)
        self.provider.standing = Standing.VOIDED
        return self.provider.says()

    async def refund(self, handle: Handle, amount: Money, refund_id: UUID) -> Found:
        self._asked("refund", refund_id, handle)
        self.provider.refunds.append(refunded(refund_id, RefundStanding.SUCCEEDED, amount))
        return self.provider.says()


def refunded(id: UUID, standing: RefundStanding, amount: Money) -> FoundRefund:
    return FoundRefund(reference="re_1", refund_id=id, amount=amount, standing=standing)


BEFORE = {
    Kind.CHARGE: Standing.PENDING,
    Kind.CAPTURE: Standing.AUTHORIZED,
    Kind.VOID: Standing.AUTHORIZED,
    Kind.REFUND: Standing.CAPTURED,
}


def at_the_desk(kind: Kind, *, asked_before: bool = False) -> tuple[Desk, Errand]:
    """An errand of that kind, at a provider where it can be done."""
    provider = ModelProvider(1000, standing=BEFORE[kind])
    provider.captured = 1000 if kind is Kind.REFUND else 0
    made = payment(provider, learned=kind is not Kind.CHARGE)
    return Desk(provider), Errand.of(made, operation(made, kind), asked_before=asked_before)


def answer(desk: Any, errand: Errand) -> Answer:
    return finished(perform(desk, errand))


@pytest.mark.parametrize("kind", list(Kind))
def test_what_is_done_is_settled_and_was_sent_under_its_key(kind):
    desk, errand = at_the_desk(kind)
    got = answer(desk, errand)
    assert got == Answer(found=desk.provider.says())
    key = errand.charge.payment_id if kind is Kind.CHARGE else errand.key
    assert desk.asked == [(kind.value, key)]


@pytest.mark.parametrize("kind", list(Kind))
def test_what_the_provider_has_done_already_is_not_sent_again(kind):
    desk, errand = at_the_desk(kind)
    answer(desk, errand)
    desk.asked.clear()
    again = msgspec.structs.replace(errand, asked_before=True)
    assert not answer(desk, again).unknown
    assert [what for what, _ in desk.asked] == ["find"]


@pytest.mark.parametrize("kind", [Kind.CAPTURE, Kind.VOID, Kind.REFUND])
def test_what_it_has_not_done_yet_is_sent_again(kind):
    desk, errand = at_the_desk(kind, asked_before=True)
    assert not answer(desk, errand).unknown
    assert [what for what, _ in desk.asked] == ["find", kind.value]


def test_a_charge_that_the_provider_never_heard_of_is_sent_again():
    desk, errand = at_the_desk(Kind.CHARGE, asked_before=True)
    desk.heard_of = False
    assert not answer(desk, errand).unknown
    assert [what for what, _ in desk.asked] == ["find", "charge"]


def test_a_charge_that_is_under_way_is_waited_for():
    desk, errand = at_the_desk(Kind.CHARGE, asked_before=True)
    assert answer(desk, errand) == Answer(found=desk.provider.says(), unknown=True)
    assert [what for what, _ in desk.asked] == ["find"]


def test_a_refund_that_is_under_way_is_waited_for():
    desk, errand = at_the_desk(Kind.REFUND, asked_before=True)
    desk.provider.refunds.append(refunded(errand.key, RefundStanding.PENDING, errand.amount))
    assert answer(desk, errand).unknown
    assert [what for what, _ in desk.asked] == ["find"]


def test_anothers_refund_settles_nothing():
    desk, errand = at_the_desk(Kind.REFUND, asked_before=True)
    desk.provider.refunds.append(refunded(new_id(), RefundStanding.SUCCEEDED, euros(1)))
    answer(desk, errand)
    assert [what for what, _ in desk.asked] == ["find", "refund"]


@pytest.mark.parametrize(
    ("trouble", "came"),
    [
        (ProviderAway(), Answer(away=True)),
        (ProviderResting(NOON), Answer(away=True, away_until=NOON)),
        (OutcomeUnknown(), Answer(unknown=True)),
    ],
)
def test_no_answer_is_not_taken_for_one(trouble, came):
    desk, errand = at_the_desk(Kind.CHARGE)
    desk.trouble["charge"] = trouble
    assert answer(desk, errand) == came


def test_a_refusal_is_looked_into():
    desk, errand = at_the_desk(Kind.CAPTURE)
    desk.trouble["capture"] = ProviderRefused("expired")
    assert answer(desk, errand) == Answer(found=desk.provider.says(), refused="expired")


@pytest.mark.parametrize("trouble", [ProviderAway(), OutcomeUnknown()])
def test_a_refusal_that_cannot_be_looked_into_is_unknown(trouble):
    desk, errand = at_the_desk(Kind.CAPTURE)
    desk.trouble = {"capture": ProviderRefused("expired"), "find": trouble}
    assert answer(desk, errand) == Answer(unknown=True)


def test_says_until_when_the_provider_rests():
    assert str(ProviderResting(NOON + timedelta(seconds=5))) == "left alone until 12:00:05"
    assert ProviderRefused("expired").reason == "expired"


def test_the_money_is_still_wanted_until_it_is_decided_or_to_be_voided():
    made = payment(ModelProvider(1000))
    assert handle_of(made).wanted
    made.void_wanted = True
    assert not handle_of(made).wanted
    taken = payment(ModelProvider(1000, standing=Standing.CAPTURED, captured=1000), learned=True)
    assert (handle_of(taken).wanted, handle_of(taken).reference) == (False, "ch_1")
