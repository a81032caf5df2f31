"""The whole shop on one stage, with goods, people and an order, so that what is guessed can also be found."""

import random
from collections.abc import Mapping, Sequence

import pytest
import pytest_asyncio

from shop.mounted import MODULES
from souk.messages import Actor
from souk.testing import Stage, staff, stage_of
from tests.shop.api.routes import REGISTRY
from tests.users.people import ANN, CHEAP_PASSWORDS, registered

database, stage = stage_of(*MODULES, names=REGISTRY.names, values=CHEAP_PASSWORDS)

EVERYTHING = [capability.name for capability in REGISTRY.capabilities]
IDS = {
    "/api/admin/products/variants/{id}": "SELECT id FROM catalog.variant",
    "/api/admin/products": "SELECT id FROM catalog.product",
    "/api/products": "SELECT id FROM catalog.product",
    "/api/admin/categories": "SELECT id FROM catalog.category",
    "/api/admin/reviews": "SELECT id FROM catalog.review",
    "/api/admin/orders": 'SELECT id FROM orders."order"',
    "/api/orders": 'SELECT id FROM orders."order"',
    "/api/admin/payments": "SELECT id FROM payments.payment",
    "/api/payments": "SELECT id FROM payments.payment",
    "/api/admin/users": "SELECT id FROM users.account",
    "/api/admin/coupons": "SELECT id FROM orders.coupon",
    "/api/admin/jobs": "SELECT id FROM souk.job",
    "/api/admin/workflows": 'SELECT id FROM orders."order"',
}
"""Where ids in a path come from: the longest of these that the path begins with."""


def pytest_ignore_collect(config: pytest.Config) -> bool | None:
    """Without the slow tests, nothing here would run: then not even its library is loaded, for a second."""
    return True if config.option.markexpr == "not slow" else None


class FilledShop:
    """A shop in which there is something to find, and people who look for it."""

    def __init__(self, stage: Stage, ann: Actor) -> None:
        self.stage = stage
        self.people: Mapping[str, Actor | None] = {
            "stranger": None,
            "customer": ann,
            "staff": staff(*EVERYTHING),
        }

    async def ids_for(self, path: str) -> Sequence[str]:
        fitting = sorted((start for start in IDS if path.startswith(start)), key=len)
        if not fitting:
            return []
        return [str(row["id"]) for row in await self.stage.rows(IDS[fitting[-1]])]


@pytest_asyncio.fixture
async def filled(stage: Stage) -> FilledShop:
    made = FilledShop(stage, await registered(stage, ANN))
    variant = {"sku": "LAMP-1", "price": 19.99, "currency": "EUR", "onHand": random.randint(5, 9)}
    async with stage.client(made.people["staff"]) as office:
        await office.post("/api/admin/categories", json={"name": "Lights", "slug": "lights"})
        lamp = {"name": "Lamp", "category": "lights", "variants": [variant]}
        product = (await office.post("/api/admin/products", json=lamp)).json()["id"]
        coupon = {"code": "TEN", "percent": 10}
        await office.post("/api/admin/coupons", json=coupon)
    order = {
        "items": [{"productId": product, "quantity": 1}],
        "shippingAddress": {"street": "1 Market Street", "city": "Berlin", "zipCode": "10115"},
        "paymentMethod": "credit_card",
    }
    async with stage.client(made.people["customer"]) as customer:
        await customer.post("/api/cart/items", json=order["items"][0])
        answer = await customer.post("/api/orders", json=order)
        assert answer.status_code == 201, answer.text
        await customer.post(f"/api/products/{product}/reviews", json={"rating": 5, "text": "Bright."})
    await stage.work()
    return made
