"""A day in the shop: many customers, a provider that misbehaves, workers that are killed; then the doctor.

Forty orders in CI. `SOUK_TEST_DAY_ORDERS=5000 SOUK_TEST_DAY_SEED=7 ./souk test faults -m slow -k day` is a
whole day; the seed is printed, and replays what customers do.
"""

import asyncio
import os
import random
import sys

import httpx
import pytest

from tests.faults.conftest import Staffed
from tests.journeys.open_shop import Shop, until

ORDERS = int(os.environ.get("SOUK_TEST_DAY_ORDERS", "40"))
SEED = int(os.environ.get("SOUK_TEST_DAY_SEED", "1"))
AT_ONCE = 8
QUIET_SECONDS = 180 + ORDERS / 4  # only a bound: on a busy machine the dead are missed late
ADDRESS = {"street": "1 Market Street", "city": "Berlin", "zipCode": "10115"}
TOKENS = {"tok_ok": 70, "tok_declined": 10, "tok_timeout_after_charge": 5, "tok_webhook_twice": 10}
TOKENS |= {"tok_webhook_first": 5}
WAITING = {
    "deliveries by subscriber": "SELECT subscriber, count(*), min(published_at) FROM souk.pending GROUP BY 1",
    "keys on hold": "SELECT subscriber, key, until, reason, running FROM souk.hold ORDER BY until LIMIT 30",
    "dead letters": "SELECT subscriber, key, reason FROM souk.dead_letter LIMIT 30",
    "lanes of nobody": "SELECT subscriber, lane, mark FROM souk.lane WHERE owner IS NULL LIMIT 30",
    "jobs": "SELECT type, state, count(*), min(due_at) FROM souk.job WHERE state <> 'done' GROUP BY 1, 2",
    "now": "SELECT clock_timestamp()",
}
MOVING = """
    SELECT number, stage, why FROM orders.order
    WHERE stage IN ('AwaitingStock', 'AwaitingPayment', 'Cancelling')
"""


class Day:
    """What customers and staff do, by dice that fall the same way for the same seed."""

    def __init__(self, guests: httpx.AsyncClient, admin: httpx.AsyncClient, product: str) -> None:
        self.guests = guests
        self.admin = admin
        self.product = product
        self.taken = 0

    async def customer(self, number: int) -> None:
        dice = random.Random(f"{SEED}-{number}")
        order = await self.place(dice)
        if order is None:
            return
        self.taken += 1
        path = f"/api/orders/{order['orderId']}"
        headers = {"X-Guest-Token": order["guestToken"]}
        if dice.random() < 0.1:
            await self.guests.post(f"{path}/cancel", headers=headers)
            return
        stage = await self.rest(path, headers)
        if stage == "PaymentFailed" and dice.random() < 0.5:
            body = {"paymentMethod": "credit_card", "paymentToken": "tok_ok"}
            key = {"Idempotency-Key": f"{SEED}-{number}"}
            await self.guests.post(f"{path}/pay", json=body, headers=headers | key)
        elif stage == "ReadyToFulfil" and dice.random() < 0.5:
            await self.send_and_return(order["orderId"], headers, dice)

    async def place(self, dice: random.Random) -> dict | None:
        token = dice.choices(list(TOKENS), list(TOKENS.values()))[0]
        body = {
            "items": [{"productId": self.product, "quantity": dice.randint(1, 3)}],
            "shippingAddress": ADDRESS,
            "paymentMethod": "credit_card",
            "paymentToken": token,
            "email": "guest@example.com",
        }
        answer = await self.guests.post("/api/orders", json=body)
        assert answer.status_code in {201, 409}, answer.text
        return answer.json() if answer.status_code == 201 else None

    async def rest(self, path: str, headers: dict[str, str]) -> str:
        """Wait a while for the order to come to rest."""
        stage = "AwaitingStock"
        for _ in range(100):
            answer = await self.guests.get(path, headers=headers)
            stage = str(answer.json()["stage"])
            if stage not in {"AwaitingStock", "AwaitingPayment"}:
                return stage
            await asyncio.sleep(dice_pause(stage))
        return stage

    async def send_and_return(self, id: str, headers: dict[str, str], dice: random.Random) -> None:
        office = f"/api/admin/orders/{id}"
        sent = await self.admin.post(f"{office}/fulfilments", json={})
        assert sent.status_code == 201, sent.text
        if dice.random() < 0.3:
            goods = [{"variantId": sent.json()["items"][0]["variantId"], "quantity": 1}]
            body = {"items": goods, "reason": "too big"}
            asked = await self.guests.post(f"/api/orders/{id}/returns", json=body, headers=headers)
            receive = f"{office}/returns/{asked.json()['id']}/receive"
            await self.admin.post(receive, json={"items": goods})


def dice_pause(stage: str) -> float:
    return 0.1 if stage == "AwaitingStock" else 0.3


def settles(shop: Shop, sql: str, settled: list[tuple[object, ...]]) -> None:
    """Wait until nothing moves any more; if it does not come to that, say what waits for what."""
    try:
        until(lambda: shop.rows(sql) == settled, seconds=QUIET_SECONDS)
    except AssertionError as late:
        waiting = {"moving": sql} | WAITING
        found = {what: "\n".join(map(str, shop.rows(asked))) for what, asked in waiting.items()}
        raise AssertionError("\n\n".join(f"{what}:\n{rows}" for what, rows in found.items())) from late


def stock(shop: Shop) -> tuple[str, str]:
    """Put on the shelf a little less than will be wanted, and return the product and a token."""
    with shop.sign_in("admin@example.com") as admin:
        admin.post("/api/admin/categories", json={"name": "Lights", "slug": "lights"})
        variant = {"sku": "LAMP-1", "price": 19.99, "currency": "EUR", "onHand": max(10, ORDERS * 3 // 2)}
        body = {"name": "Lamp", "category": "lights", "variants": [variant]}
        product = admin.post("/api/admin/products", json=body)
        assert product.status_code == 201, product.text
        return product.json()["id"], admin.headers["authorization"]


async def live(staffed: Staffed, product: str, authority: str) -> int:
    address = staffed.shop.address
    limits = httpx.Limits(max_connections=AT_ONCE * 2)
    async with (
        httpx.AsyncClient(base_url=address, timeout=60, limits=limits) as guests,
        httpx.AsyncClient(base_url=address, timeout=60, headers={"authorization": authority}) as admin,
    ):
        day, free = Day(guests, admin, product), asyncio.Semaphore(AT_ONCE)

        async def visit(number: int) -> None:
            async with free:
                await day.customer(number)
                if number % max(10, ORDERS // 40) == 0:
                    await asyncio.to_thread(staffed.kill_a_worker)

        await asyncio.gather(*(visit(number) for number in range(1, ORDERS + 1)))
        return day.taken


@pytest.mark.slow
def test_after_a_day_of_declines_timeouts_and_killed_workers_all_books_agree(staffed: Staffed):
    product, authority = stock(staffed.shop)
    sys.stdout.write(f"seed {SEED}, {ORDERS} customers\n")
    taken = asyncio.run(live(staffed, product, authority))
    assert taken
    assert staffed.killed
    settles(staffed.shop, MOVING, [])
    settles(staffed.shop, "SELECT count(*) FROM souk.pending", [(0,)])
    doctor = staffed.doctor()
    sys.stdout.write(f"{taken} orders, {staffed.killed} workers killed\n{doctor.stdout}")
    assert doctor.returncode == 0, doctor.stdout + doctor.stderr
