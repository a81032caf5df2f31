"""Promises that are taken back."""

import asyncio

import pytest

from modules.catalog.contracts.commands import StockLine
from modules.catalog.contracts.events import StockReleased
from souk.kernel import new_id


@pytest.fixture
async def variant(goods):
    await goods.category("Audio")
    return (await goods.product("Aura", "audio", goods.variant(on_hand=9))).variants[0].id


async def test_gives_back_all_that_is_left(stage, variant, stock_room):
    reservation = await stock_room.reserve((variant, 5))
    await stock_room.sell(reservation, (variant, 2))
    await stock_room.release(reservation)
    assert await stock_room.counters(variant) == (7, 0)
    assert await stage.published(StockReleased) == [
        StockReleased(
            reservation_id=reservation, lines=(StockLine(variant_id=variant, quantity=3),), reason="released"
        )
    ]
    await stock_room.balance()


async def test_gives_back_a_part_and_no_more_than_is_left(variant, stock_room):
    reservation = await stock_room.reserve((variant, 5))
    await stock_room.release(reservation, (variant, 2))
    assert await stock_room.counters(variant) == (9, 3)
    await stock_room.release(reservation, (variant, 9))
    assert await stock_room.counters(variant) == (9, 0)
    assert await stock_room.state(reservation) == "released"


async def test_happens_once_for_each_release(stage, variant, stock_room):
    reservation, release = await stock_room.reserve((variant, 5)), new_id()
    again = (stock_room.release(reservation, (variant, 1), release=release) for _ in range(5))
    await asyncio.gather(*again)
    assert await stock_room.counters(variant) == (9, 4)
    assert len(await stage.published(StockReleased)) == 1


async def test_of_an_unknown_one_says_nothing_and_leaves_a_tombstone(stage, stock_room):
    unknown = new_id()
    await stock_room.release(unknown)
    assert await stock_room.state(unknown) == "tombstone"
    assert await stage.published(StockReleased) == []
