"""What staff do, and the provider, and time: parcels, refunds, prices, letters, an hour gone by."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from modules.orders.domain.waiting import RESERVED_FOR, TO_ARRIVE, TO_PAY_AGAIN
from tests.shop.stories.books import MAY_CANCEL, MAY_PAY, MAY_RETURN, MAY_SEND, UNPAID, Order
from tests.shop.stories.customers import HOW_MANY, WHAT, WHICH, Customers, _goods
from tests.shop.stories.desk import Asked
from tests.shop.stories.telling import euros


class AnyStory(Customers):
    """The whole shop, and anything that may happen in it."""

    @rule()
    def everything_is_delivered(self) -> None:
        self.settle()

    @precondition(lambda self: not self.books.at_rest)
    @rule()
    def something_is_delivered(self) -> None:
        self.desk.settle_a_little()

    @precondition(lambda self: self.books.orders)
    @rule(which=WHICH, what=st.sampled_from([None, 0, 1, 2]), count=HOW_MANY)
    def staff_send_a_parcel(self, which: int, what: int | None, count: int) -> None:
        order = self.one(which)
        stage = self.stage_of(order)
        line = None if what is None else order.lines[what % len(order.lines)]
        asked = self._office_asks(order, "fulfilments", {"items": [_goods(line, count)] if line else []})
        fits = line is None or count <= line.waiting
        answer = self.desk.ask(asked)
        wanted: int | str = 201 if fits else "too_many"
        if self.expect(answer, wanted if stage in MAY_SEND else "not_possible_now"):
            self.remember(asked, answer)
            for each in [line] if line else order.lines:
                each.send(count if line else each.waiting)
            self._on_its_way(order)

    @precondition(lambda self: self.books.orders)
    @rule(which=WHICH, what=WHAT, count=HOW_MANY)
    def staff_call_something_off(self, which: int, what: int, count: int) -> None:
        order = self.one(which)
        stage, line = self.stage_of(order), order.lines[what % len(order.lines)]
        body = {"reason": "broken", "items": [_goods(line, count)]}
        asked = self._office_asks(order, "cancel", body)
        answer = self.desk.ask(asked)
        wanted: int | str = 200 if count <= line.waiting else "too_many"
        if not self.expect(answer, wanted if stage in MAY_SEND else "not_possible_now"):
            return
        self.remember(asked, answer)
        if sum(each.waiting for each in order.lines) == count and not any(each.sent for each in order.lines):
            self._cancelled(order)
            return
        order.give(line.worth_of(count))
        line.off += count
        self._on_its_way(order)

    @precondition(lambda self: self.books.orders)
    @rule(which=WHICH)
    def staff_call_it_off(self, which: int) -> None:
        order = self.one(which)
        wanted: int | str = 200 if self.stage_of(order) in MAY_CANCEL else "not_possible_now"
        asked = self._office_asks(order, "cancel", {"reason": "broken"})
        answer = self.desk.ask(asked)
        if self.expect(answer, wanted):
            self.remember(asked, answer)
            self._cancelled(order)

    @precondition(lambda self: any(order.stage in MAY_SEND for order in self.books.orders))
    @rule()
    def it_is_cancelled_while_it_is_sent(self) -> None:
        """Only one of the two can be, whoever comes first."""
        order = next(order for order in self.books.orders if order.stage in MAY_SEND)
        stage = self.stage_of(order)
        if stage not in MAY_SEND:
            return
        cancel = self.desk.keyed("POST", f"/api/orders/{order.id}/cancel", order.headers)
        send = self._office_asks(order, "fulfilments", {})
        cancelled, sent = self.desk.ask_together([cancel, send])
        self.expect(cancelled, 200, "not_possible_now")
        self.expect(sent, 201, "not_possible_now")
        assert sent.is_success != cancelled.is_success
        if cancelled.is_success:
            self._cancelled(order)
            return
        for line in order.lines:
            line.send(line.waiting)
        self._on_its_way(order)

    @precondition(lambda self: self.books.orders)
    @rule(which=WHICH)
    def it_arrives(self, which: int) -> None:
        order = self.one(which)
        possible = self.stage_of(order) == "Fulfilled"
        asked = self._office_asks(order, "deliver", None)
        if self.expect(self.desk.ask(asked), 200 if possible else "not_possible_now"):
            self._goes_to(order, "Delivered")

    @precondition(lambda self: any(order.returns for order in self.books.orders))
    @rule(which=WHICH, restock=st.booleans(), shipping=st.booleans())
    def staff_receive_a_return(self, which: int, restock: bool, shipping: bool) -> None:
        expected = [(order, one) for order in self.books.orders for one in order.returns]
        order, back = expected[which % len(expected)]
        goods = _goods(back.line, back.quantity) | {"restock": restock}
        path = f"returns/{back.id}/receive"
        asked = self._office_asks(order, path, {"items": [goods], "refundShipping": shipping})
        possible = self.stage_of(order) in MAY_RETURN
        wanted: int | str = 200 if possible else "not_possible_now"
        if not self.expect(self.desk.ask(asked), "already_received" if back.received else wanted):
            return
        back.received = True
        order.give(back.line.worth_of(back.quantity))
        back.line.back += back.quantity
        back.line.goods.on_hand += back.quantity if restock else 0
        complete = all(line.sent == line.back for line in order.lines)
        self._goes_to(order, "Returned" if complete else "PartiallyReturned")

    @precondition(lambda self: self.books.orders)
    @rule(which=WHICH, percent=st.sampled_from([1, 10, 60, 60, 100, 101]), copies=st.sampled_from([1, 1, 2]))
    def staff_refund_something(self, which: int, percent: int, copies: int) -> None:
        """Two at once with keys of their own: together never more than there is."""
        order = self.one(which)
        stage, cents = self.stage_of(order), max(1, order.total * percent // 100)
        left = 0 if stage in UNPAID | {"Cancelled"} else order.total - order.given
        body = {"amount": euros(cents), "reason": "sorry"}
        several = [self._office_asks(order, "refunds", body) for _ in range(copies)]
        for asked, answer in zip(several, self.desk.ask_together(several), strict=True):
            self.expect(answer, 202, "more_than_was_paid")
            self.remember(asked, answer)
            if answer.is_success:
                assert cents <= left
                left -= cents
                order.give(cents)
                order.moving, order.may = True, order.may if order.moving else {stage}
            else:
                assert cents > left or stage == "Cancelling"

    @rule(what=WHAT, delta=st.integers(-4, 6))
    def staff_count_the_stock(self, what: int, delta: int) -> None:
        goods = self.books.goods[what]
        path, body = f"/api/admin/stock/{goods.sku}/adjustments", {"delta": delta, "reason": "counted"}
        asked = self.desk.keyed("POST", path, self.desk.office, body)
        answer = self.desk.ask(asked)
        if self.books.at_rest:
            self.expect(answer, 201 if self.books.free(goods) + delta >= 0 else "not_in_the_house")
        else:
            self.expect(answer, 201, "not_in_the_house")
        self.remember(asked, answer)
        goods.on_hand += delta if answer.is_success else 0

    @rule(what=WHAT, cents=st.integers(1, 70_000), late=st.booleans())
    def staff_change_a_price(self, what: int, cents: int, late: bool) -> None:
        """From now on, and for nobody who has ordered before."""
        goods = self.books.goods[what]
        found = self.desk.as_staff("GET", f"/api/admin/products/{goods.product_id}")
        path, body = f"/api/admin/products/variants/{goods.variant_id}", {"price": euros(cents)}
        tag = found.headers["etag"]
        self.expect(self.desk.as_staff("PATCH", path, body, **{"if-match": tag}), 200)
        goods.cents = cents
        if late:
            self.expect(self.desk.as_staff("PATCH", path, body, **{"if-match": tag}), 412)

    @rule(which=WHICH, forged=st.booleans())
    def the_provider_writes_again(self, which: int, forged: bool) -> None:
        """Whatever it says twice, or late, changes nothing; and who is not the provider is not heard."""
        letters = self.desk.rows("SELECT body FROM payments.sandbox_letter ORDER BY id")
        if letters:
            body = bytes(letters[which % len(letters)]["body"])
            self.expect(self.desk.write_again(body, forged=forged), "bad_signature" if forged else 200)

    @rule(hours=st.sampled_from([0.1, 0.6, 1.1, 15 * 24]))
    def time_passes(self, hours: float) -> None:
        self.settle()
        self.desk.let_pass(hours=hours)
        now = self.desk.stage.clock.now()
        for order in self.books.orders:
            if order.stage in MAY_PAY and now >= max(order.placed + RESERVED_FOR, order.since + TO_PAY_AGAIN):
                order.moving, order.may = True, {"Cancelled"}
            if order.stage == "Fulfilled" and now >= order.since + TO_ARRIVE:
                order.moving, order.may = True, {"Delivered"}
        self.settle()

    def _office_asks(self, order: Order, what: str, body: object) -> Asked:
        return self.desk.keyed("POST", f"/api/admin/orders/{order.id}/{what}", self.desk.office, body)

    def _cancelled(self, order: Order) -> None:
        self._goes_to(order, "Cancelling", rests_in="Cancelled")

    def _on_its_way(self, order: Order) -> None:
        waiting = any(line.waiting for line in order.lines)
        sent = any(line.sent for line in order.lines)
        rest = "PartiallyFulfilled" if sent else "ReadyToFulfil"
        self._goes_to(order, rest if waiting else "Fulfilled")

    def _goes_to(self, order: Order, stage: str, *, rests_in: str = "") -> None:
        order.rests_in(stage, self.desk.stage.clock.now())
        order.moving, order.may = True, {rests_in or stage}
