"""Whatever is heard, in whatever order, twice or late: no money is lost, nobody waits without a reason."""

from datetime import timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from modules.orders.domain import paying, refunding, returning, sending, undoing
from modules.orders.domain.attempts import AttemptState
from modules.orders.domain.errands import ErrandKind, ErrandState, Goods
from modules.orders.domain.facts import Moved
from modules.orders.domain.parcels import Parcel, RefundState, ReturnState
from modules.orders.domain.stages import TRANSITIONS, UNPAID, Stage
from modules.orders.domain.waiting import Why
from souk.kernel import Refusal, new_id
from tests.examples import A_FEW_STORIES, MANY_STORIES
from tests.orders.domain.made import NOON, change, order, parcel
from tests.orders.domain.world import World

OUTCOMES = st.sampled_from(["captured", "failed", "customer", "authorized", "silence"])
FIRST_OUTCOMES = st.sampled_from(["captured", "captured", "captured", "authorized", "customer", "failed"])


class AnyOrderOfEvents(RuleBasedStateMachine):
    """People act, errands run one after the other, and what the others tell arrives in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.order = order((1000, 3), (333, 2))
        self.world = World(self.order)
        self.errands = []
        self.wanted = []
        self.heard = []
        self.now = NOON
        self.asked = False

    def _do(self, action) -> None:
        """Let something happen; a refusal changes nothing."""
        made = change(self.now)
        before = self.order.stage
        try:
            action(self.order, made)
        except Refusal:
            assert self.order.stage is before
            return
        for fact in made.facts:
            if isinstance(fact, Moved):
                assert TRANSITIONS[fact.came_from][fact.by] is fact.to
        self.errands += made.errands
        self.wanted += made.errands

    @initialize(steps=st.sampled_from([5, 2, 4, 1, 3, 5, 0]), outcome=FIRST_OUTCOMES)
    def has_got_somewhere(self, steps, outcome) -> None:
        """Most goes wrong late, and by chance alone hardly any order gets there."""
        way = [
            lambda: self.catalog_answers(enough=True),
            lambda: self.runs_an_errand(outcome),
            lambda: self._do(lambda o, c: sending.send(o, parcel(o, 3, 2), c)),
            self.it_arrives,
            lambda: self.staff_refund_something(minor=500),
        ]
        for step in way[:steps]:
            step()
            while self.world.news:
                self.heard.append(self.world.news.pop(0))
                self._do(self.heard[-1])

    @rule(enough=st.booleans())
    def catalog_answers(self, enough) -> None:
        if not self.asked:
            self.asked = True
            self.world.reserve(enough)

    @precondition(lambda self: self.world.news)
    @rule(data=st.data())
    def hears_something(self, data) -> None:
        news = self.world.news.pop(data.draw(st.integers(0, len(self.world.news) - 1)))
        self.heard.append(news)
        self._do(news)

    @precondition(lambda self: self.heard)
    @rule(data=st.data())
    def hears_something_again(self, data) -> None:
        self._do(data.draw(st.sampled_from(self.heard)))

    @precondition(lambda self: self.errands)
    @rule(outcome=OUTCOMES)
    def runs_an_errand(self, outcome) -> None:
        errand = self.errands.pop(0)
        noted = self.world.run(errand, outcome)
        errand.state = ErrandState.DONE
        if noted:
            self._do(noted)

    @precondition(lambda self: self.world.payments)
    @rule(well=st.booleans(), data=st.data())
    def the_customer_answers_the_bank(self, well, data) -> None:
        self.world.answer(data.draw(st.sampled_from(list(self.world.payments))), well)

    @rule()
    def the_customer_pays_again(self) -> None:
        self._do(lambda o, c: paying.pay_again(o, method="credit_card", token=None, change=c))

    @rule()
    def the_customer_cancels(self) -> None:
        self._do(lambda o, c: undoing.cancel(o, Why.CANCELLED_BY_CUSTOMER, c))

    @rule(line=st.integers(0, 1), quantity=st.integers(1, 3))
    def staff_send_a_parcel(self, line, quantity) -> None:
        goods = (Goods(variant_id=self.order.lines[line].variant_id, quantity=quantity),)
        parcel = Parcel(id=new_id(), goods=goods, sent_at=self.now)
        self._do(lambda o, c: sending.send(o, parcel, c))

    @rule(line=st.integers(0, 1), quantity=st.integers(1, 3))
    def staff_cancel_a_part(self, line, quantity) -> None:
        goods = (Goods(variant_id=self.order.lines[line].variant_id, quantity=quantity),)
        self._do(lambda o, c: sending.cancel_part(o, goods, "broken", c))

    @rule()
    def it_arrives(self) -> None:
        self._do(sending.arrive)

    @rule(line=st.integers(0, 1), quantity=st.integers(1, 3))
    def the_customer_sends_something_back(self, line, quantity) -> None:
        goods = (Goods(variant_id=self.order.lines[line].variant_id, quantity=quantity),)
        self._do(lambda o, c: returning.ask_to_return(o, goods, "too small", c))

    @rule(shipping=st.booleans(), restock=st.booleans())
    def staff_receive_a_return(self, shipping, restock) -> None:
        for one in self.order.returns:
            if one.state is ReturnState.EXPECTED:
                came = [
                    returning.CameBackGoods(
                        variant_id=goods.variant_id, quantity=goods.quantity, restock=restock
                    )
                    for goods in one.goods
                ]
                self._do(
                    lambda o, c, id=one.id, came=came: returning.receive(
                        o, id, came, refund_shipping=shipping, change=c
                    )
                )
                return

    @rule(minor=st.integers(1, 5000))
    def staff_refund_something(self, minor) -> None:
        self._do(lambda o, c: refunding.refund(o, o.money(minor), "sorry", c))

    @rule(minutes=st.integers(1, 45))
    def time_passes(self, minutes) -> None:
        self.now += timedelta(minutes=minutes)

    @invariant()
    def nobody_is_charged_twice_by_one_attempt(self) -> None:
        charged = [errand.task.payment_id for errand in self.wanted if errand.kind is ErrandKind.CHARGE]
        assert len(charged) == len(set(charged))
        assert all(payment.charges <= 1 for payment in self.world.payments.values())

    @invariant()
    def nothing_is_given_back_that_was_not_taken(self) -> None:
        for attempt in self.order.attempts:
            assert 0 <= attempt.refunded.minor <= attempt.captured.minor <= attempt.amount.minor
        for payment in self.world.payments.values():
            assert 0 <= payment.refunded <= payment.captured

    @invariant()
    def no_more_is_sent_than_was_ordered(self) -> None:
        for line in self.order.lines:
            assert 0 <= line.returned <= line.sent <= line.quantity - line.cancelled

    @invariant()
    def whoever_waits_has_a_reason_and_somebody_who_must_act(self) -> None:
        assert self.order.why
        assert self.order.is_over or self.order.next_action is not None

    @invariant()
    def what_is_called_off_has_its_stock_and_money_on_the_way_back(self) -> None:
        if self.order.stage is not Stage.CANCELLED:
            return
        assert self.order.stock_released
        voided = {errand.task.payment_id for errand in self.wanted if errand.kind is ErrandKind.VOID}
        for attempt in self.order.attempts:
            assert attempt.at_rest or attempt.id in voided
            assert attempt.state is not AttemptState.CAPTURED or attempt.id in voided

    def teardown(self) -> None:
        """Let everything be heard and done, and heard once more: then the books agree."""
        self._settle()
        for news in self.heard:
            self._do(news)
        self._settle()
        assert self.order.captured_minor - self.order.refunded_minor == self.world.kept
        if self.order.stage is Stage.CANCELLED:
            assert self.world.kept == 0
            assert not self.world.promised
        if self.world.sold:
            assert self.world.sold == sum(line.sent for line in self.order.lines)
        if self.order.stage not in UNPAID:
            assert all(one.at_rest or one.state in paying.COUNTED for one in self.order.attempts)
        assert self.order.stage is not Stage.CANCELLING
        assert self.order.stage is not Stage.AWAITING_STOCK or not self.world.gone
        assert not [one for one in self.order.refunds if one.state is RefundState.ASKED]
        assert all(errand.state is ErrandState.DONE for errand in self.wanted)

    def _settle(self) -> None:
        while self.errands or self.world.news:
            if self.errands:
                self.runs_an_errand(outcome="captured")
            if self.world.news:
                self.heard.append(self.world.news.pop(0))
                self._do(self.heard[-1])


class TestAnyOrderOfEvents(AnyOrderOfEvents.TestCase):
    settings = A_FEW_STORIES


@pytest.mark.slow
class TestManyOrdersOfEvents(AnyOrderOfEvents.TestCase):
    settings = MANY_STORIES
