"""Ordering, as all customers do it: once however often it is sent, and noted in the books."""

from collections.abc import Mapping
from typing import Any

import httpx

from tests.shop.stories.books import Buyer, Coupon, Goods, Line, Order, rest_of
from tests.shop.stories.desk import Asked
from tests.shop.stories.telling import ADDRESS, Story, euros


class Ordering(Story):
    """What the rules of customers and staff are made of."""

    def form(self, buyer: Buyer, token: str) -> dict[str, Any]:
        form = {"shippingAddress": ADDRESS, "paymentMethod": "credit_card", "paymentToken": token}
        return form | ({"email": buyer.email} if buyer.email else {})

    def ordered(
        self,
        asked: Asked,
        buyer: Buyer,
        lines: Mapping[Goods, int],
        coupon: Coupon | None,
        token: str,
        copies: int,
    ) -> Order | None:
        wanted: set[int | str] = {*self.books.refusals_of(coupon, buyer, lines)}
        if self.books.short_of(lines):
            wanted.add("out_of_stock")
        if not wanted or (not self.books.at_rest and "coupon_needs_more" not in wanted):
            wanted.add(201)
        answer = self.once(asked, copies)
        shown = self.expect(answer, *wanted)
        if not shown:
            return None
        self.remember(asked, answer)
        return self._noted(shown, buyer, lines, coupon, token)

    def _noted(
        self, shown: Any, buyer: Buyer, lines: Mapping[Goods, int], coupon: Coupon | None, token: str
    ) -> Order:
        subtotal = sum(goods.cents * count for goods, count in lines.items())
        off = coupon.off(lines) if coupon else 0
        sums = [shown[name] for name in ("subtotal", "discount", "shipping", "tax", "totalAmount")]
        assert sums == [euros(subtotal), euros(off), 0, 0, euros(subtotal - off)]
        headers = {"X-Guest-Token": shown["guestToken"]} if shown["guestToken"] else buyer.headers
        detail = self.shown(shown["orderId"], headers)
        discounts = {item["variantId"]: round(item["discount"] * 100) for item in detail["items"]}
        assert sum(discounts.values()) == off
        made = [
            Line(goods, count, goods.cents * count - discounts[goods.variant_id])
            for goods, count in lines.items()
        ]
        now = self.desk.stage.clock.now()
        may = {rest_of(token) if subtotal > off else "ReadyToFulfil"}
        order = Order(shown["orderId"], buyer, headers, made, subtotal - off, coupon, may, now, now)
        self.books.orders.append(order)
        return order

    def once(self, asked: Asked, copies: int) -> httpx.Response:
        """Send it so often at once: one is done, the others hear the same or that it is under way."""
        answers = self.desk.ask_together([asked] * copies)
        heard = [answer for answer in answers if _code(answer) != "idempotency_in_progress"]
        done = [answer for answer in answers if answer.is_success]
        if not done:
            return heard[0]
        assert heard == done
        assert len({answer.content for answer in done}) == 1
        (executed,) = [answer for answer in done if "idempotent-replayed" not in answer.headers]
        return executed

    def one(self, which: int) -> Order:
        return self.books.orders[which % len(self.books.orders)]


def _code(answer: httpx.Response) -> str:
    return "" if answer.is_success else str(answer.json()["code"])
