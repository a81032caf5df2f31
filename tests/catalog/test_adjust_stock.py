"""Correcting stock."""

import asyncio

import pytest

from modules.catalog.contracts.events import StockChanged, StockRanLow
from souk.testing import staff


@pytest.fixture
async def variant(goods):
    await goods.category("Audio")
    return (await goods.product("Aura", "audio", goods.variant(on_hand=5, sku="A"))).variants[0].id


async def adjust(desk, **body):
    return await desk.client.post("/api/admin/stock/A/adjustments", json={"reason": "counted", **body})


async def test_by_so_many_and_to_so_many_with_a_row_of_the_ledger_each(stage, variant, desk, stock_room):
    assert (await adjust(desk, delta=-2)).json()["onHand"] == 3
    assert (await adjust(desk, quantity=10, expectedQuantity=3)).json()["available"] == 10
    rows = await stage.rows(
        "SELECT on_hand_change, reason FROM catalog.stock_movement WHERE kind = 'adjusted' ORDER BY id"
    )
    assert [tuple(row.values()) for row in rows] == [(-2, "counted"), (7, "counted")]
    await stock_room.balance()


async def test_is_refused_when_somebody_counted_meanwhile(variant, desk):
    answer = await adjust(desk, quantity=10, expectedQuantity=4)
    assert (answer.status_code, answer.json()["code"]) == (409, "counted_otherwise")
    assert answer.json()["onHand"] == 5


@pytest.mark.parametrize("body", [{}, {"delta": 1, "quantity": 1}])
async def test_is_either_a_difference_or_a_count(variant, desk, body):
    answer = await adjust(desk, **body)
    assert (answer.status_code, answer.json()["code"]) == (422, "delta_or_quantity")


async def test_never_takes_away_what_is_promised(variant, desk, stock_room):
    await stock_room.reserve((variant, 4))
    answer = await adjust(desk, quantity=3)
    assert (answer.status_code, answer.json()["code"]) == (409, "not_in_the_house")


async def test_what_falls_to_its_threshold_is_said_once(stage, variant, desk):
    await stage.owner("UPDATE catalog.stock SET low_threshold = 3")
    for delta in (-2, -1, 5, -4):
        await adjust(desk, delta=delta)
    assert [event.available for event in await stage.published(StockRanLow)] == [3, 3]
    await adjust(desk, quantity=0)
    assert len(await stage.published(StockChanged)) == 1


async def test_many_at_once_all_count(variant, desk, stock_room):
    async def count_one_more() -> None:
        async with stock_room.connections:
            await adjust(desk, delta=1)

    await asyncio.gather(*(count_one_more() for _ in range(20)))
    assert await stock_room.counters(variant) == (25, 0)
    await stock_room.balance()


async def test_is_for_those_who_keep_the_stock(stage, variant):
    async with stage.client(staff("catalog:edit")) as client:
        answer = await client.post("/api/admin/stock/A/adjustments", json={"reason": "x", "delta": 1})
    assert answer.status_code == 403
