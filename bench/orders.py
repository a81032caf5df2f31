"""Whole sagas: placed, reserved, charged in the sandbox, confirmed; web and worker in processes of their own.

Run: python bench/orders.py EMPTY_DATABASE_URL VALKEY_URL [seconds] [workers] [buyers]. Beside the budgets it
prints sagas a second (100 on two cores), what placing takes at p50 and p99 (25 and 120 ms at 100/s), and how
long an order takes from placed to confirmed when nothing else happens (150 ms at p50).
"""

import asyncio
import itertools
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import psycopg
import uvloop
from spending import Spending
from stand import Figure, shop_settings, show

from souk.lean_client import Client, Failed

ROOT = Path(__file__).parents[1]
SECRET = "x" * 40
SOUK = [sys.executable, "-m", "shop"]
VARIANTS = 50
PASSWORD = "a password for the bench"
BODY = {
    "shippingAddress": {"street": "1 Market Street", "city": "Berlin", "zipCode": "10115"},
    "paymentMethod": "credit_card",
    "email": "guest@example.com",
}
CONFIRMED = "SELECT count(*) FROM orders.order WHERE stage = 'ReadyToFulfil'"
WAITED = """
    SELECT extract(epoch FROM (moment ->> 'at')::timestamptz - placed_at) * 1000
    FROM orders.order, jsonb_array_elements(history) moment
    WHERE moment ->> 'what' = 'ReadyToFulfil' ORDER BY placed_at
"""


class Bench:
    """A shop with a thousand times as many phones as it will sell."""

    def __init__(self, database: str, valkey: str, workers: int) -> None:
        self.database = database
        self.address, self._environment = shop_settings(database, valkey)
        self._workers = workers

    def open(self) -> None:
        admin = ["users", "create-admin", "--email", "admin@example.com", "--password", PASSWORD]
        for words in (["migrate"], admin):
            subprocess.run([*SOUK, *words], env=self._environment, check=True, stdout=subprocess.DEVNULL)
        started = ["serve", *["worker"] * self._workers]
        self.processes = [(name, subprocess.Popen([*SOUK, name], env=self._environment)) for name in started]

    def close(self) -> None:
        for _, process in self.processes:
            process.terminate()
        for _, process in self.processes:
            process.wait(timeout=30)

    async def look(self) -> None:
        """Connect once, for looking in costs the shop the processor time that it needs."""
        self._owner = await psycopg.AsyncConnection.connect(self.database, autocommit=True)

    async def count(self) -> int:
        row = await (await self._owner.execute(CONFIRMED)).fetchone()
        return int(row[0]) if row else 0

    async def waited(self) -> list[float]:
        return [float(row[0]) for row in await (await self._owner.execute(WAITED)).fetchall()]


async def stocked(client: Client) -> list[str]:
    """Wait until the shop answers, put phones on the shelves, and return their variants.

    Many, since orders of one thing wait for one another; how that goes is what the races are for.
    """
    while not await is_ready(client):
        await asyncio.sleep(0.2)
    who = {"email": "admin@example.com", "password": PASSWORD}
    signed_in = await client.ask("POST", "/api/users/login", body=who)
    headers = {"authorization": f"Bearer {signed_in.json()['accessToken']}"}
    await client.ask("POST", "/api/admin/categories", headers, {"name": "Electronics"})
    phone = {"price": "599.99", "currency": "EUR", "onHand": 1_000_000}
    variants = [{"sku": f"PHONE-{n}", "options": {"number": str(n)}, **phone} for n in range(VARIANTS)]
    body = {"name": "Phone", "category": "electronics", "variants": variants}
    made = await client.ask("POST", "/api/admin/products", headers, body)
    assert made.status == 201, made.body
    address = f"/api/products/{made.json()['id']}"
    while (shown := await client.ask("GET", address)).status != 200:
        await asyncio.sleep(0.1)
    return [str(variant["id"]) for variant in shown.json()["variants"]]


async def is_ready(client: Client) -> bool:
    try:
        return (await client.ask("GET", "/health/ready")).status == 200
    except Failed:
        return False


class TurnedAway(Exception):
    """The shop said that too many are there."""


async def at_rate(place: Callable[[], Awaitable[float]], rate: float, seconds: float) -> list[Figure]:
    """Place orders at that rate whether or not the ones before are done."""
    started, tasks = time.perf_counter(), []
    for number in range(int(rate * seconds)):
        await asyncio.sleep(max(0.0, started + number / rate - time.perf_counter()))
        tasks.append(asyncio.create_task(place()))
    ends = await asyncio.gather(*tasks, return_exceptions=True)
    taken = [end for end in ends if isinstance(end, float)]
    refused = [end for end in ends if isinstance(end, TurnedAway)]
    if len(taken) + len(refused) < len(ends):
        raise BaseExceptionGroup("orders failed", [end for end in ends if isinstance(end, BaseException)])
    away = Figure("   turned away", [100 * len(refused) / len(ends)], "%", 1, at_least=False)
    return [*percentiles(f"placing at {rate:.0f}/s", taken, 25, 120), away]


async def bench(database: str, valkey: str, seconds: float, workers: int, buyers: int) -> None:
    shop = Bench(database, valkey, workers)
    shop.open()
    client = Client(shop.address)
    try:
        phones = itertools.cycle(await stocked(client))

        async def place() -> float:
            items = [{"variantId": next(phones), "quantity": 1}]
            started = time.perf_counter()
            answer = await client.ask("POST", "/api/orders", body=BODY | {"items": items})
            if answer.status == 503:
                raise TurnedAway
            assert answer.status == 201, answer.body
            return (time.perf_counter() - started) * 1e3

        await shop.look()
        for _ in range(20):
            await place()
        await until(shop, 20)
        lines = [*await idle(shop, place), *await sustained(shop, place, seconds, buyers)]
        for rate in (20.0, 100.0):
            lines += await at_rate(place, rate, seconds)
        show(lines)
    finally:
        client.close()
        shop.close()


async def idle(shop: Bench, place: Callable[[], Awaitable[float]]) -> list[Figure]:
    """One order after the other, each confirmed before the next."""
    before = await shop.count()
    for number in range(20):
        await place()
        await until(shop, before + number + 1)
    return percentiles("placed to confirmed when idle", (await shop.waited())[-20:], 150, None)


async def sustained(
    shop: Bench, place: Callable[[], Awaitable[float]], seconds: float, buyers: int
) -> list[Figure]:
    """So many buyers, one order after the other each; then wait until the last one is confirmed."""
    before, spending, started = await shop.count(), Spending(shop.processes), time.perf_counter()
    placed: list[float] = []

    async def buyer() -> None:
        while time.perf_counter() - started < seconds:
            placed.append(await place())

    await asyncio.gather(*(buyer() for _ in range(buyers)))
    taken = time.perf_counter() - started
    at_that_moment = await shop.count() - before
    await until(shop, before + len(placed))
    whole = time.perf_counter() - started
    return [
        Figure("whole sagas, as many as there can be", [len(placed) / whole], "orders/s", 100),
        Figure("   placed meanwhile", [len(placed) / taken], "orders/s"),
        Figure("   confirmed meanwhile", [at_that_moment / taken], "orders/s"),
        *percentiles("   placing under that load", placed, None, None),
        *(
            Figure(f"   processor time of each, {who}", [1e3 * spent / len(placed)], "ms")
            for who, spent in spending.told()
        ),
    ]


async def until(shop: Bench, count: int) -> None:
    while await shop.count() < count:
        await asyncio.sleep(0.02)


def percentiles(name: str, taken: list[float], middle: float | None, late: float | None) -> list[Figure]:
    cuts = statistics.quantiles(taken, n=100)
    return [
        Figure(f"{name}, p50", [cuts[49]], "ms", middle, at_least=False),
        Figure(f"{name}, p99", [cuts[98]], "ms", late, at_least=False),
    ]


if __name__ == "__main__":
    given = sys.argv[3:]
    uvloop.run(
        bench(
            sys.argv[1],
            sys.argv[2],
            float(given[0]) if given else 10.0,
            int(given[1]) if len(given) > 1 else 1,
            int(given[2]) if len(given) > 2 else 16,
        )
    )
