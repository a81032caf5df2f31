"""Whatever a provider does, and however its news arrive, the books come to say what it says."""

from datetime import UTC, datetime

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

from modules.payments.domain.found import Standing
from modules.payments.domain.ledger import balance
from modules.payments.domain.lifecycle import LIFE, Status
from modules.payments.domain.operation import Kind, Operation
from modules.payments.domain.payment import MoreThanIsLeft, Payment
from souk.kernel import new_id
from tests.examples import A_FEW_STORIES, MANY_STORIES
from tests.payments.domain.provider_model import ModelProvider, euros

AMOUNT = 10_000
AT = datetime(2026, 1, 1, tzinfo=UTC)


class Payments(RuleBasedStateMachine):
    """The provider moves on by itself; what it says is delivered late, twice, out of order, or never."""

    said = Bundle("said")

    def __init__(self) -> None:
        super().__init__()
        id = new_id()
        self.provider = ModelProvider(AMOUNT, id)
        self.payment = Payment.requested(
            id=id,
            order_id=new_id(),
            person_id=None,
            amount=euros(AMOUNT),
            at=AT,
            provider="model",
        )
        self.ledger = []
        self.pending: list[Operation] = []

    @initialize(steps=st.integers(0, 3), minor=st.integers(1, AMOUNT))
    def has_got_somewhere(self, steps, minor):
        """By chance alone hardly any payment is ever captured, heard of and given back."""
        way = [
            lambda: self.decides(Standing.AUTHORIZED),
            lambda: self.captures(AMOUNT),
            lambda: self.provider.refund(minor),
        ]
        for step in way[:steps]:
            step()
            self.learn(self.provider.says())

    @rule(target=said)
    def speaks(self):
        return self.provider.says()

    @rule(found=said)
    def hears(self, found):
        self.learn(found)

    @rule()
    def does_not_answer(self):
        self.ledger += self.payment.doubt(AT)

    @precondition(lambda self: self.provider.undecided)
    @rule(standing=st.sampled_from([Standing.ACTION_REQUIRED, Standing.AUTHORIZED, Standing.FAILED]))
    def decides(self, standing):
        self.provider.standing = standing

    @precondition(lambda self: self.provider.standing is Standing.AUTHORIZED)
    @rule(minor=st.integers(1, AMOUNT))
    def captures(self, minor):
        self.provider.standing, self.provider.captured = Standing.CAPTURED, minor

    @precondition(lambda self: self.provider.undecided or self.provider.standing is Standing.AUTHORIZED)
    @rule()
    def voids(self):
        self.provider.standing = Standing.VOIDED

    @precondition(lambda self: self.provider.captured > self.provider.refunded)
    @rule(share=st.floats(0.01, 1))
    def gives_back(self, share):
        left = self.provider.captured - self.provider.refunded
        self.provider.refund(max(1, int(left * share)))

    @rule(minor=st.integers(1, AMOUNT))
    def is_asked_for_a_refund(self, minor):
        left = self.payment.refundable
        try:
            self.payment.want_refund(euros(minor))
        except MoreThanIsLeft:
            assert minor > left.minor
            return
        assert minor <= left.minor
        self.pending.append(
            Operation.wanted(
                id=new_id(),
                payment_id=self.payment.id,
                kind=Kind.REFUND,
                amount=euros(minor),
                reason="",
                at=AT,
            )
        )

    @precondition(lambda self: self.pending)
    @rule()
    def the_refund_comes_to_nothing(self):
        self.payment.end_refund(self.pending.pop())

    def learn(self, found):
        self.ledger += self.payment.learn(found, AT)

    @invariant()
    def the_sums_are_those_of_the_ledger(self):
        payment = self.payment
        assert balance(self.ledger, "EUR") == (payment.authorized, payment.captured, payment.refunded)
        assert [entry.number for entry in self.ledger] == list(range(1, payment.lines + 1))

    @invariant()
    def nothing_is_taken_that_was_not_promised_nor_given_back_that_was_not_taken(self):
        payment = self.payment
        assert 0 <= payment.refunded.minor <= payment.captured.minor <= payment.authorized.minor <= AMOUNT
        assert payment.refunding.minor >= 0

    @invariant()
    def every_step_is_in_the_table(self):
        status, steps = Status.CREATED, []
        for entry in self.ledger:
            assert (status, entry.happening) in LIFE
            status = LIFE[status, entry.happening]
            steps.append(status)
        assert status is self.payment.status

    def teardown(self):
        """Once the newest word has come through, the books and the provider agree."""
        found = self.provider.says()
        self.learn(found)
        assert self.payment.captured == found.captured
        assert self.payment.refunded == found.refunded
        before = list(self.ledger)
        self.learn(found)
        assert self.ledger == before


class TestPayments(Payments.TestCase):
    settings = A_FEW_STORIES


@pytest.mark.slow
class TestManyPayments(Payments.TestCase):
    settings = MANY_STORIES
