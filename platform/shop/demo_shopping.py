"""One customer of the demo shops, by the same doors as everybody."""

import asyncio
from collections.abc import Sequence
from typing import Any

from shop.demo.customers import DemoCustomer, DemoOrder, DemoReview
from shop.front_door import TurnedAway, Visitor

PATIENCE_SECONDS = 60.0
LOOK_SECONDS = 0.05
TOKENS = {"declined": "tok_declined"}
CONFLICT = 409
RESTS = {"PaymentFailed", "ReadyToFulfil", "Cancelled"}


class Shopping:
    """One customer's visits to the shop."""

    def __init__(
        self,
        guest: Visitor,
        staff: Visitor | None,
        goods: Sequence[dict[str, Any]],
        customer: DemoCustomer,
        password: str,
    ) -> None:
        self._guest = guest
        self._staff = staff
        self._goods = goods
        self._customer = customer
        self._password = password
        self._me = guest
        self._placed: list[tuple[str, DemoOrder]] = []

    async def begins(self) -> bool:
        """Register and order; return whether it was the first time."""
        person = self._customer.person
        account = {"email": person.email, "password": self._password}
        names = {"firstName": person.first_name, "lastName": person.last_name}
        try:
            await self._guest.post("/api/users/register", account | names)
        except TurnedAway as refused:
            if refused.status != CONFLICT:
                raise
            return False
        self._me = await self._guest.sign_in(person.email, self._password)
        await self._me.post("/api/users/me/addresses", names | self._address | {"isDefault": True})
        self._placed = [(await self._place(order), order) for order in self._customer.orders]
        return True

    async def ends(self) -> None:
        """Bring every order to its end, and write what there is to say of it."""
        for id, order in self._placed:
            await self._bring_to_its_end(id, order)
        for review in self._customer.reviews:
            await self._review(review)

    @property
    def _address(self) -> dict[str, str]:
        person = self._customer.person
        where = {"street": person.street, "city": person.city}
        return where | {"zipCode": person.zip_code, "country": person.country}

    async def _place(self, order: DemoOrder) -> str:
        body = {
            "items": [
                {"productId": self._goods[place]["id"], "quantity": quantity}
                for place, quantity in order.items
            ],
            "shippingAddress": self._address,
            "paymentMethod": "credit_card",
            "paymentToken": TOKENS.get(order.ending, "tok_ok"),
        }
        return str((await self._me.post("/api/orders", body))["orderId"])

    async def _bring_to_its_end(self, id: str, order: DemoOrder) -> None:
        shown = await _at_rest(self._me, id)
        if order.ending == "cancelled":
            await self._me.post(f"/api/orders/{id}/cancel")
        elif order.ending in {"sent", "delivered", "returned"} and shown["stage"] == "ReadyToFulfil":
            await self._send(id, order)

    async def _send(self, id: str, order: DemoOrder) -> None:
        if self._staff is None:
            return
        parcel = await self._staff.post(f"/api/admin/orders/{id}/fulfilments", {"carrier": "DHL"})
        if order.ending != "sent":
            await self._staff.post(f"/api/admin/orders/{id}/deliver")
        if order.ending == "returned":
            goods = [{"variantId": parcel["items"][0]["variantId"], "quantity": 1}]
            body = {"items": goods, "reason": "Smaller than I thought"}
            back = await self._me.post(f"/api/orders/{id}/returns", body)
            await self._staff.post(f"/api/admin/orders/{id}/returns/{back['id']}/receive", {"items": goods})

    async def _review(self, review: DemoReview) -> None:
        path = f"/api/products/{self._goods[review.product]['id']}/reviews"
        body = {"stars": review.stars, "title": review.title, "text": review.text}
        try:
            written = await self._me.post(path, body)
        except TurnedAway as refused:
            if refused.status != CONFLICT:  # of one thing nobody has two opinions
                raise
            return
        if self._staff is not None and review.approved:
            await self._staff.post(f"/api/admin/reviews/{written['id']}/approve")


async def _at_rest(me: Visitor, id: str) -> dict[str, Any]:
    """Wait until the order stands where somebody has to do something about it."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            shown: dict[str, Any] = await me.get(f"/api/orders/{id}")
            if shown["stage"] in RESTS:
                return shown
            await asyncio.sleep(LOOK_SECONDS)
