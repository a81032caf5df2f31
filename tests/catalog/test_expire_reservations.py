"""Reservations end when their time is over."""

import pytest

from modules.catalog.contracts.events import StockReleased
from modules.catalog.expire_reservations.job import AT_ONCE, ExpireReservations, expire_reservations
from modules.catalog.stock_news import tell
from souk.database.committing import committing
from souk.messages import Context


@pytest.fixture
def expire(stage):
    async def once() -> None:
        transaction = stage.runtime.switchboard.transaction("catalog", Context(reason="test"))
        async with committing(transaction) as tx:
            await expire_reservations(tx, ExpireReservations(), tell=tell)

    return once


async def test_only_those_whose_time_is_over_and_that_are_not_held(goods, stage, stock_room, expire):
    await goods.category("Audio")
    variant = (await goods.product("Aura", "audio", goods.variant(on_hand=9))).variants[0].id
    over = await stock_room.reserve((variant, 1))
    held = await stock_room.reserve((variant, 2))
    assert await stock_room.hold(held)
    later = await stock_room.reserve((variant, 3), minutes=60)
    stage.clock.advance(minutes=20)
    await expire()
    assert [await stock_room.state(id) for id in (over, held, later)] == ["expired", "held", "open"]
    assert await stock_room.counters(variant) == (9, 5)
    told = await stage.published(StockReleased)
    assert [(event.reservation_id, event.reason) for event in told] == [(over, "expired")]
    await stock_room.balance()


async def test_goes_on_at_once_when_there_are_more(goods, stage, stock_room, expire):
    await goods.category("Audio")
    variant = (await goods.product("Aura", "audio", goods.variant(on_hand=500))).variants[0].id
    for _ in range(AT_ONCE + 1):
        await stock_room.reserve((variant, 1))
    stage.clock.advance(minutes=20)
    await expire()
    assert len(await stage.enqueued(ExpireReservations)) == 1
    assert await stock_room.counters(variant) == (500, 1)
