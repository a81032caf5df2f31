"""Cart, orders and catalog together, on their own database; nothing is really paid or mailed."""

import pytest

import modules.cart.module as cart
import modules.catalog.module as catalog
import modules.orders.module as orders
from modules.payments.contracts.commands import Acknowledged, RequestTogether
from modules.users.contracts.commands import NotifyUser
from souk.testing import Stage, staff, stage_of

STAFF = staff("catalog:edit")

database, stage = stage_of(
    catalog.module,
    orders.module,
    cart.module,
    names=["catalog", "orders", "cart"],
)


@pytest.fixture(autouse=True)
def elsewhere(stage: Stage) -> None:
    stage.fake(RequestTogether, Acknowledged())
    stage.fake(NotifyUser, lambda _: None)


@pytest.fixture
def phone(stage: Stage):
    """Puts a phone for 599.99 on the shelves, and returns its id."""

    async def shelved(on_hand: int = 5) -> str:
        variant = {"sku": "PHONE", "price": "599.99", "currency": "EUR", "onHand": on_hand}
        async with stage.client(STAFF) as client:
            await client.post("/api/admin/categories", json={"name": "Electronics"})
            body = {"name": "Phone", "category": "electronics", "variants": [variant]}
            product = await client.post("/api/admin/products", json=body)
        return product.json()["id"]

    return shelved
