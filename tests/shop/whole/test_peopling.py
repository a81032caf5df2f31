"""The demo's customers: they come once, shop for real, and leave orders in many states behind."""

import pytest

from modules.users.contracts.commands import AppointAdministrator
from shop.demo.customers import ENDINGS, demo_customers
from shop.peopling import Administrator, demo_password, people
from shop.seeding import seed
from souk.messages import SYSTEM
from souk.testing import Stage

BOSS = Administrator(email="boss@example.com", password="a password for the demo")
REACHED = {
    *("PaymentFailed", "Cancelling", "Cancelled", "ReadyToFulfil"),
    *("Fulfilled", "Delivered", "Returned", "PartiallyReturned"),
}


async def shown(stage: Stage, customers: int = 2) -> tuple[int, list[str]]:
    told: list[str] = []
    return await people(stage.runtime, told.append, BOSS, customers=customers), told


@pytest.fixture
async def demo(stage: Stage) -> Stage:
    await seed(stage.runtime, 5, lambda _: None)
    await stage.do(AppointAdministrator(email=BOSS.email, password=BOSS.password), SYSTEM)
    return stage


async def test_they_shop_once_and_one_can_sign_in_as_them(demo: Stage):
    came, told = await shown(demo)
    assert came == 2
    crowd = list(demo_customers(2, 5))
    email, password = crowd[0].person.email, demo_password(demo.runtime)
    assert email in told[0]
    assert password in told[1]
    rows = await demo.rows("SELECT stage FROM orders.order")
    assert len(rows) == sum(len(each.orders) for each in crowd) == 4
    stages = {row["stage"] for row in rows}
    assert stages <= REACHED
    assert {"Fulfilled", "ReadyToFulfil"} <= stages
    async with demo.client() as client:
        login = await client.post("/api/users/login", json={"email": email, "password": password})
        headers = {"authorization": f"Bearer {login.json()['accessToken']}"}
        orders = (await client.get("/api/orders", headers=headers)).json()["items"]
        addresses = (await client.get("/api/users/me/addresses", headers=headers)).json()
    assert len(orders) == 2
    assert addresses
    assert await demo.rows("SELECT 1 FROM catalog.review")
    assert await shown(demo) == (0, [])


async def test_nobody_comes_to_a_shop_without_the_demo_and_nobody_without_goods(stage: Stage):
    await stage.do(AppointAdministrator(email=BOSS.email, password=BOSS.password), SYSTEM)
    assert await shown(stage) == (0, [])
    assert await stage.rows("SELECT 1 FROM orders.order") == []


def test_the_customers_are_the_same_each_time_and_their_orders_end_in_every_way():
    crowd = list(demo_customers(6, 40))
    assert crowd == list(demo_customers(6, 40))
    assert crowd[:2] == list(demo_customers(2, 40))
    assert {order.ending for each in crowd for order in each.orders} == set(ENDINGS)
