"""A request with a key takes effect once, however often and by whomever it is sent again."""

import asyncio

import httpx
import msgspec
import pytest

from souk.testing import Stage, customer
from tests.souk.idempotency.toys import TILL, Sold

KEY = {"Idempotency-Key": "order-1"}
SALE = {"cents": 250}


async def sales(stage: Stage) -> int:
    return len(await stage.published(Sold))


async def test_sells_once_and_gives_the_same_answer_again(stage: Stage):
    async with stage.client(customer()) as client:
        first = await client.post("/api/sales", json=SALE, headers=KEY)
        again = await client.post("/api/sales", json=SALE, headers=KEY)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert "idempotent-replayed" not in first.headers
    assert again.headers["idempotent-replayed"] == "true"
    assert await sales(stage) == 1


async def test_without_a_key_every_request_counts(stage: Stage):
    async with stage.client(customer()) as client:
        for _ in range(2):
            await client.post("/api/sales", json=SALE)
    assert await sales(stage) == 2


@pytest.mark.parametrize(("sale", "asked"), [({"cents": 251}, {}), (SALE, {"coin": "USD"})])
async def test_refuses_the_key_for_another_request(stage: Stage, sale: dict[str, int], asked: dict[str, str]):
    async with stage.client(customer()) as client:
        await client.post("/api/sales", json=SALE, headers=KEY)
        other = await client.post("/api/sales", json=sale, params=asked, headers=KEY)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert await sales(stage) == 1


async def test_one_person_s_key_is_nothing_to_another(stage: Stage):
    for _ in range(2):
        async with stage.client(customer()) as client:
            answer = await client.post("/api/sales", json=SALE, headers=KEY)
        assert answer.status_code == 201
    assert await sales(stage) == 2


@pytest.mark.parametrize(
    "guest", [{"X-Guest-Token": "one"}, {"X-Cart-Token": "two"}, {"Cookie": "souk_cart=x"}]
)
async def test_a_guest_is_known_by_what_only_they_have(stage: Stage, guest: dict[str, str]):
    async with stage.client() as client:
        for headers in (guest, guest, {name: value + "other" for name, value in guest.items()}):
            await client.post("/api/sales", json=SALE, headers=KEY | headers)
    assert await sales(stage) == 2


async def test_a_stranger_who_sends_the_very_same_request_gets_the_same_answer(stage: Stage):
    async with stage.client() as client:
        first = await client.post("/api/sales", json=SALE, headers=KEY)
        again = await client.post("/api/sales", json=SALE, headers=KEY)
        other = await client.post("/api/sales", json={"cents": 9}, headers=KEY)
    assert again.json() == first.json()
    assert other.status_code == 201
    assert await sales(stage) == 2


@pytest.mark.parametrize("how", ["refused", "broken"])
async def test_what_failed_frees_the_key(stage: Stage, how: str):
    async with stage.client(customer()) as client:
        failed = await client.post("/api/sales", json={"cents": 1, "how": how}, headers=KEY)
        after = await client.post("/api/sales", json=SALE, headers=KEY)
    assert failed.status_code == {"refused": 409, "broken": 500}[how]
    assert after.status_code == 201
    assert await sales(stage) == 1


async def test_tells_a_second_request_that_the_first_is_under_way(stage: Stage):
    slow = {"cents": 1, "how": "slow"}
    async with stage.client(customer()) as client:
        first = asyncio.create_task(client.post("/api/sales", json=slow, headers=KEY))
        await TILL.entered.acquire()
        second = await client.post("/api/sales", json=slow, headers=KEY)
        TILL.door.set()
        assert (await first).status_code == 201
    assert (second.status_code, second.json()["code"]) == (409, "idempotency_in_progress")


async def test_of_two_hundred_at_once_one_sells(stage: Stage):
    async with stage.client(customer()) as client:
        answers = await asyncio.gather(
            *(client.post("/api/sales", json=SALE, headers=KEY) for _ in range(200))
        )
    made = [answer.json()["saleId"] for answer in answers if answer.status_code == 201]
    assert {answer.status_code for answer in answers} <= {
        201,
        409,
        503,
    }  # 503: no connection was free in time
    assert len(set(made)) == 1
    assert await sales(stage) == 1


async def test_who_overslept_the_claim_does_nothing(stage: Stage):
    slow = {"cents": 1, "how": "slow"}
    async with stage.client(customer()) as client:
        late = asyncio.create_task(client.post("/api/sales", json=slow, headers=KEY))
        await TILL.entered.acquire()
        await stage.owner("UPDATE souk.claimed_key SET leased_until = now() - interval '1 second'")
        taker = asyncio.create_task(client.post("/api/sales", json=slow, headers=KEY))
        await TILL.entered.acquire()
        TILL.door.set()
        answers = await asyncio.gather(late, taker)
    assert [answer.status_code for answer in answers] == [409, 201]
    assert await sales(stage) == 1


async def test_a_key_is_forgotten_after_a_day(stage: Stage):
    async with stage.client(customer()) as client:
        await client.post("/api/sales", json=SALE, headers=KEY)
        await stage.owner("UPDATE souk.claimed_key SET claimed_at = now() - interval '25 hours'")
        later = await client.post("/api/sales", json=SALE, headers=KEY)
    assert later.status_code == 201
    assert await sales(stage) == 2


@pytest.mark.parametrize("key", ["", "x" * 256, "tab\tinside"])
async def test_refuses_a_key_that_is_none(stage: Stage, key: str):
    async with stage.client(customer()) as client:
        answer = await client.post("/api/sales", json=SALE, headers={"Idempotency-Key": key})
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


async def test_what_moves_money_needs_a_key(stage: Stage):
    async with stage.client(customer()) as client:
        without = await client.post("/api/charges", json=SALE)
        with_key = await client.post("/api/charges", json=SALE, headers=KEY)
    assert (without.status_code, without.json()["errors"][0]["code"]) == (400, "missing")
    assert with_key.status_code == 202
    assert await sales(stage) == 1


async def test_a_route_that_hands_out_tokens_stores_no_answer(stage: Stage):
    async with stage.client(customer()) as client:
        for _ in range(2):
            await client.post("/api/tokens", json=SALE, headers=KEY)
    assert await sales(stage) == 2
    assert await stage.rows("SELECT * FROM souk.claimed_key") == []


async def test_a_route_that_orders_twice_is_found_out_at_once(stage: Stage):
    async with stage.client(customer()) as client:
        answer: httpx.Response = await client.post("/api/double-sales", json=SALE)
    assert answer.status_code == 500


async def test_keeps_nothing_of_the_body(stage: Stage):
    async with stage.client(customer()) as client:
        await client.post("/api/sales", json={"cents": 777_777}, headers=KEY)
    (row,) = await stage.rows("SELECT scope, fingerprint, answer FROM souk.claimed_key")
    assert b"777777" not in bytes(row["scope"]) + bytes(row["fingerprint"])
    assert msgspec.msgpack.encode(777_777) not in bytes(row["answer"])
