"""What every story begins with, holds answers against, and ends with."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import uuid4

import httpx
from hypothesis.stateful import RuleBasedStateMachine, invariant

from souk.testing import customer
from souk.testing.authentication import TestAuthenticator
from tests.shop.stories.books import Books, Buyer, Coupon, Goods, Order
from tests.shop.stories.desk import Asked, Desk

ADDRESS = {"street": "1 Market Street", "city": "Berlin", "zipCode": "10115"}
PRICES = {"CANDLE": 333, "LAMP": 1999, "PHONE": 59999}
ON_HAND = {"CANDLE": 40, "LAMP": 6, "PHONE": 3}
COUPONS = [
    Coupon("QUARTER", percent=25, limit=3),
    Coupon("FIVER", cents=500, minimum=2000, each=1),
    Coupon("GIFT", percent=100, limit=2),
]


def euros(cents: int) -> float:
    return float(f"{cents // 100}.{cents % 100:02}")


class Story(RuleBasedStateMachine):
    """The shop and the books beside it; whoever tells stories gives it a desk."""

    desk: ClassVar[Desk]

    def __init__(self) -> None:
        super().__init__()
        self.books = Books()
        self.said: list[tuple[Asked, httpx.Response]] = []
        self.desk.begin()
        self._stock()
        self._invite()

    @invariant()
    def a_step_is_told(self) -> None:
        self.desk.steps += 1

    def _stock(self) -> None:
        self.expect(self.desk.as_staff("POST", "/api/admin/categories", {"name": "All"}), 201)
        for sku, cents in PRICES.items():
            variant = {"sku": sku, "price": euros(cents), "currency": "EUR", "onHand": ON_HAND[sku]}
            product = {"name": sku.title(), "category": "all", "variants": [variant]}
            made = self.expect(self.desk.as_staff("POST", "/api/admin/products", product), 201)
            (row,) = self.desk.rows("SELECT id FROM catalog.variant WHERE sku = :sku", sku=sku)
            self.books.goods.append(Goods(sku, str(row["id"]), made["id"], cents, ON_HAND[sku]))
        for coupon in COUPONS:
            terms: dict[str, Any] = (
                {"percent": coupon.percent}
                if coupon.percent
                else {
                    "amount": euros(coupon.cents),
                    "minimum": euros(coupon.minimum),
                    "currency": "EUR",
                }
            )
            limits = {"totalLimit": coupon.limit, "customerLimit": coupon.each}
            made = {"code": coupon.code, **terms, **limits}
            self.expect(self.desk.as_staff("POST", "/api/admin/coupons", made), 201)
        self.books.coupons = COUPONS
        self.desk.settle()

    def _invite(self) -> None:
        for name in ("ann", "bob"):
            token = TestAuthenticator.token(customer())
            self.books.buyers.append(Buyer(name, {"authorization": f"Bearer {token}"}))
        guest = {"X-Cart-Token": uuid4().hex + uuid4().hex[:11]}
        self.books.buyers.append(Buyer("guest", guest, email="guest@example.com"))

    def expect(self, answer: httpx.Response, *wanted: int | str) -> Any:
        """Hold the answer against what the books say: a status, or the codes of refusals."""
        body = answer.json() if answer.content else None
        code = body.get("code", "") if isinstance(body, Mapping) else ""
        assert answer.status_code in wanted or (answer.status_code >= 400 and code in wanted), (
            f"{answer.request.method} {answer.request.url.path}: {answer.status_code} {body},"
            f" where the books say {wanted}"
        )
        return body if answer.is_success else None

    def remember(self, asked: Asked, answer: httpx.Response) -> None:
        if answer.is_success:
            self.said.append((asked, answer))

    def stage_of(self, order: Order) -> str:
        """Where it is now: while things move, only the shop can say."""
        if order.moving:
            shown = self.shown(order.id, order.headers)
            order.rests_in(shown["stage"], self.desk.stage.clock.now())
        return order.stage

    def shown(self, id: str, headers: Mapping[str, str]) -> Any:
        """Return the order as its customer sees it."""
        return self.expect(self.desk.ask(Asked("GET", f"/api/orders/{id}", headers)), 200)

    def settle(self) -> None:
        """Let everything be delivered, and compare what has come of it with what may."""
        self.desk.settle()
        waited = [order for order in self.books.orders if order.moving and order.stage == "AwaitingStock"]
        unlucky = self.books.sold_out_for(waited)
        for order in self.books.orders:
            if order.moving:
                self._come_to_rest(order, order.may | ({"Cancelled"} if order in unlucky else set()))
        self._carts_are_emptied()
        self._stock_agrees()
        self._coupons_agree()

    def _come_to_rest(self, order: Order, may: set[str]) -> None:
        shown = self.shown(order.id, order.headers)
        assert shown["stage"] in may, f"{shown['stage']} {shown['statusReason']}, where it may be {may}"
        order.rests_in(shown["stage"], self.desk.stage.clock.now())
        order.moving, order.may = False, {order.stage}
        assert shown["paidAmount"] == euros(order.paid), f"{shown['paidAmount']} of {order.paid} cents"
        for line in order.lines:
            found = next(one for one in shown["items"] if one["variantId"] == line.goods.variant_id)
            assert (found["sent"], found["returned"]) == (line.sent, line.back), found
            assert order.stage == "Cancelled" or found["cancelled"] == line.off, found

    def _carts_are_emptied(self) -> None:
        for buyer in self.books.buyers:
            if buyer.ordered is not None:
                left = {goods: count - buyer.ordered.get(goods, 0) for goods, count in buyer.cart.items()}
                buyer.cart = {goods: count for goods, count in left.items() if count > 0}
                buyer.ordered = buyer.coupon = None
                self.look_into_cart(buyer)

    def look_into_cart(self, buyer: Buyer) -> None:
        self.cart_is(buyer, self.expect(self.desk.ask(Asked("GET", "/api/cart", buyer.headers)), 200))

    def cart_is(self, buyer: Buyer, shown: Any) -> None:
        found = {item["variantId"]: item["quantity"] for item in shown["items"]}
        wanted = {goods.variant_id: count for goods, count in buyer.cart.items()}
        subtotal = euros(sum(goods.cents * count for goods, count in buyer.cart.items()))
        assert found == wanted, f"{found} in the cart, where the books say {wanted}"
        assert shown["coupon"] == (buyer.coupon.code if buyer.coupon else None), shown["coupon"]
        assert shown["subtotal"] == subtotal, f"{shown['subtotal']}, where the books say {subtotal}"
        ids = {item["variantId"]: item["id"] for item in shown["items"]}
        buyer.line_ids = {goods: ids[goods.variant_id] for goods in buyer.cart}

    def _stock_agrees(self) -> None:
        sql = "SELECT variant_id, on_hand, reserved FROM catalog.stock"
        found = {str(row["variant_id"]): (row["on_hand"], row["reserved"]) for row in self.desk.rows(sql)}
        wanted = {goods.variant_id: (goods.on_hand, self.books.promised(goods)) for goods in self.books.goods}
        assert found == wanted, f"stock {found}, where the books say {wanted}"

    def _coupons_agree(self) -> None:
        found = {row["code"]: row["used"] for row in self.desk.rows("SELECT code, used FROM orders.coupon")}
        wanted = {coupon.code: self.books.uses(coupon) for coupon in self.books.coupons}
        assert found == wanted, f"coupons {found}, where the books say {wanted}"

    def teardown(self) -> None:
        """However the story went: nothing is lost, nothing is there twice, and the doctor is content."""
        self.settle()
        (row,) = self.desk.rows("SELECT count(*) AS orders FROM orders.order")
        assert row["orders"] == len(self.books.orders), f"{row['orders']} orders"
        self.desk.ends.update(order.stage for order in self.books.orders)
        findings = self.desk.findings()
        assert findings == [], findings
