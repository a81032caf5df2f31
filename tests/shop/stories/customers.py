"""What customers do: fill carts, order, pay, think better of it, and ask twice."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.shop.stories.books import (
    MAY_CANCEL,
    MAY_PAY,
    MAY_RETURN,
    Buyer,
    Line,
    Return,
    rest_of,
)
from tests.shop.stories.desk import Asked
from tests.shop.stories.ordering import Ordering
from tests.shop.stories.telling import euros

WHO = st.integers(0, 2)
WHAT = st.integers(0, 2)
WHICH = st.integers(0, 10**6)
HOW_MANY = st.sampled_from([1, 1, 1, 2, 2, 3, 7])
TOKENS = st.sampled_from(
    [
        *["tok_ok"] * 6,
        *("tok_declined", "tok_insufficient", "tok_nonsense"),
        *("tok_action_required", "tok_action_required"),
        *("tok_webhook_twice", "tok_webhook_first", "tok_flaky", "tok_timeout_after_charge"),
    ]
)
COUPON = st.sampled_from([None, None, None, 0, 1, 2])


class Customers(Ordering):
    """Each rule says what the answer must be, and writes down what will come of it."""

    @rule(who=WHO, what=WHAT, count=st.sampled_from([1, 1, 2, 3, 98]))
    def puts_into_the_cart(self, who: int, what: int, count: int) -> None:
        buyer, goods = self.books.buyers[who], self.books.goods[what]
        if buyer.ordered is not None:
            return
        body = {"variantId": goods.variant_id, "quantity": count}
        asked = Asked("POST", "/api/cart/items", buyer.headers, body)
        fits = buyer.cart.get(goods, 0) + count <= 99
        shown = self.expect(self.desk.ask(asked), 201 if fits else "too_many_of_one")
        if shown:
            buyer.cart[goods] = buyer.cart.get(goods, 0) + count
            self.cart_is(buyer, shown)

    @rule(who=WHO, what=WHAT, count=st.sampled_from([0, 1, 2, 4]))
    def changes_the_cart(self, who: int, what: int, count: int) -> None:
        buyer, goods = self.books.buyers[who], self.books.goods[what]
        if buyer.ordered is not None or goods not in buyer.cart:
            return
        path = f"/api/cart/items/{buyer.line_ids[goods]}"
        shown = self.expect(self.desk.ask(Asked("PATCH", path, buyer.headers, {"quantity": count})), 200)
        buyer.cart[goods] = count
        if not count:
            del buyer.cart[goods]
        self.cart_is(buyer, shown)

    @rule(who=WHO, which=st.integers(0, 2))
    def puts_a_coupon_on_the_cart(self, who: int, which: int) -> None:
        buyer, coupon = self.books.buyers[who], self.books.coupons[which]
        if buyer.ordered is not None:
            return
        asked = Asked("PUT", "/api/cart/coupon", buyer.headers, {"code": coupon.code.lower()})
        refusals = self.books.refusals_of(coupon, buyer, buyer.cart) if buyer.cart else {"cart_empty"}
        if buyer.email:  # whose limit that is, is known only with the order
            refusals = self.books.refusals_of(coupon, Buyer("", {}), buyer.cart) if buyer.cart else refusals
        wanted = refusals or {200}
        if "coupon_used_up" in wanted and not self.books.at_rest:
            wanted |= {200}
        shown = self.expect(self.desk.ask(asked), *wanted)
        if shown:
            buyer.coupon = coupon
            self.cart_is(buyer, shown)

    @rule(who=WHO, token=TOKENS, copies=st.sampled_from([1, 1, 1, 3]))
    def checks_out(self, who: int, token: str, copies: int) -> None:
        buyer = self.books.buyers[who]
        asked = self.desk.keyed("POST", "/api/cart/checkout", buyer.headers, self.form(buyer, token))
        if buyer.ordered is not None or not buyer.cart:
            refusals = ("cart_already_ordered", "cart_empty", "out_of_stock", "coupon_used_up")
            self.expect(self.desk.ask(asked), *refusals, "coupon_needs_more")
            return
        order = self.ordered(asked, buyer, dict(buyer.cart), buyer.coupon, token, copies)
        if order is not None:
            buyer.ordered = dict(buyer.cart)

    @rule(
        who=WHO,
        lines=st.dictionaries(WHAT, HOW_MANY, min_size=1),
        token=TOKENS,
        which=COUPON,
        copies=st.sampled_from([1, 1, 3]),
    )
    def orders(self, who: int, lines: dict[int, int], token: str, which: int | None, copies: int) -> None:
        buyer = self.books.buyers[who]
        coupon = None if which is None else self.books.coupons[which]
        wanted = {self.books.goods[what]: count for what, count in lines.items()}
        items = [{"variantId": goods.variant_id, "quantity": count} for goods, count in wanted.items()]
        body = self.form(buyer, token) | {"items": items} | ({"coupon": coupon.code} if coupon else {})
        asked = self.desk.keyed("POST", "/api/orders", buyer.headers, body)
        self.ordered(asked, buyer, wanted, coupon, token, copies)

    @precondition(lambda self: self.said)
    @rule(which=WHICH, otherwise=st.booleans())
    def asks_the_same_again(self, which: int, otherwise: bool) -> None:
        asked, first = self.said[which % len(self.said)]
        if otherwise and isinstance(asked.body, dict):
            other = Asked(asked.method, asked.path, asked.headers, asked.body | _another(asked.body))
            self.expect(self.desk.ask(other), "idempotency_key_reused")
            return
        again = self.desk.ask(asked)
        assert again.headers.get("idempotent-replayed") == "true"
        assert (again.status_code, again.content) == (first.status_code, first.content)

    @precondition(lambda self: self.books.orders)
    @rule(which=WHICH)
    def cancels(self, which: int) -> None:
        order = self.one(which)
        possible = self.stage_of(order) in MAY_CANCEL
        asked = self.desk.keyed("POST", f"/api/orders/{order.id}/cancel", order.headers)
        answer = self.desk.ask(asked)
        if self.expect(answer, 200 if possible else "not_possible_now"):
            self.remember(asked, answer)
            order.rests_in("Cancelling", self.desk.stage.clock.now())
            order.moving, order.may = True, {"Cancelled"}

    @precondition(lambda self: self.books.orders)
    @rule(which=WHICH, token=TOKENS, copies=st.sampled_from([1, 1, 3]))
    def pays_again(self, which: int, token: str, copies: int) -> None:
        order = self.one(which)
        stage = self.stage_of(order)
        body = {"paymentMethod": "credit_card", "paymentToken": token}
        asked = self.desk.keyed("POST", f"/api/orders/{order.id}/pay", order.headers, body)
        answer = self.once(asked, copies)
        if self.expect(answer, 202 if stage in MAY_PAY else "not_possible_now"):
            self.remember(asked, answer)
            order.rests_in("AwaitingPayment", self.desk.stage.clock.now())
            agreed = order.may if order.moving else set()
            order.may = {rest_of(token)} | (agreed & {"ReadyToFulfil"})
            order.moving = True

    @precondition(lambda self: any(order.stage == "AwaitingCustomer" for order in self.books.orders))
    @rule(agrees=st.booleans())
    def answers_the_bank(self, agrees: bool) -> None:
        order = next(order for order in self.books.orders if order.stage == "AwaitingCustomer")
        if order.moving:  # it has been answered, or cancelled, and only the shop knows how far that has got
            return
        shown = self.shown(order.id, order.headers)
        path = shown["payments"][-1]["actionUrl"].removeprefix("http://")
        asked = Asked("POST", path[path.index("/") :], order.headers, {"agrees": agrees})
        self.expect(self.desk.ask(asked), 202)
        self.expect(self.desk.ask(asked), "not_found")
        order.moving, order.may = True, {"ReadyToFulfil" if agrees else "PaymentFailed"}

    @precondition(lambda self: self.books.orders)
    @rule(which=WHICH, line=WHAT, count=HOW_MANY)
    def sends_something_back(self, which: int, line: int, count: int) -> None:
        order = self.one(which)
        stage, what = self.stage_of(order), order.lines[line % len(order.lines)]
        body = {"items": [_goods(what, count)], "reason": "too big"}
        asked = self.desk.keyed("POST", f"/api/orders/{order.id}/returns", order.headers, body)
        left = what.sent - what.back - order.expected_back(what)
        wanted = 201 if count <= left else "too_many"
        answer = self.desk.ask(asked)
        shown = self.expect(answer, wanted if stage in MAY_RETURN else "not_possible_now")
        if shown:
            self.remember(asked, answer)
            order.returns.append(Return(shown["id"], what, count))

    @precondition(lambda self: self.books.orders)
    @rule(which=WHICH, who=WHO)
    def looks_at_an_order(self, which: int, who: int) -> None:
        order, buyer = self.one(which), self.books.buyers[who]
        shown = self.shown(order.id, order.headers)
        assert shown["totalAmount"] == euros(order.total)
        assert order.moving or shown["stage"] == order.stage
        if buyer is not order.buyer:
            self.expect(self.desk.ask(Asked("GET", f"/api/orders/{order.id}", buyer.headers)), 404)
            self.expect(self.desk.ask(Asked("POST", f"/api/orders/{order.id}/cancel", buyer.headers)), 404)


def _goods(line: Line, count: int) -> dict[str, Any]:
    return {"variantId": line.goods.variant_id, "quantity": count}


def _another(body: Mapping[str, Any]) -> dict[str, Any]:
    """Something that makes it another request, though a sound one."""
    for name in ("reason", "paymentToken"):
        if name in body:
            return {name: f"{body[name]}_again"}
    return {"carrier": "another"}
