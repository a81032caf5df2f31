"""Promising stock: all of it or nothing, once, and never the same thing twice."""

import asyncio

import pytest

from modules.catalog.contracts.commands import ReserveTogether
from modules.catalog.contracts.events import StockChanged, StockRanLow, StockRejected, StockReserved
from modules.catalog.domain.new_product import NewVariant
from souk.kernel import Money, new_id
from souk.messages import SYSTEM, Context, OnBehalf


@pytest.fixture
async def shelf(goods):
    """Three variants of which there are five, and one of which there is one."""
    await goods.category("Audio")
    added = await goods.product(
        "Aura",
        "audio",
        *(goods.variant(on_hand=amount, size=str(n)) for n, amount in enumerate([5, 5, 5, 1])),
    )
    return [variant.id for variant in added.variants]


async def test_promises_every_line(stage, shelf, stock_room):
    command = stock_room.reserving((shelf[0], 2), (shelf[1], 3))
    await stage.scenario.do(command).then_published(StockReserved, reservation_id=command.reservation_id)
    assert await stock_room.counters(shelf[0]) == (5, 2)
    assert await stock_room.counters(shelf[1]) == (5, 3)
    await stock_room.balance()


async def test_promises_nothing_if_one_line_cannot_be(stage, shelf, stock_room):
    unknown = new_id()
    command = stock_room.reserving((shelf[0], 2), (shelf[3], 2), (unknown, 1))
    rejected = await stage.scenario.do(command).then_published(StockRejected)
    assert set(rejected.variant_ids) == {shelf[3], unknown}
    assert await stock_room.counters(shelf[0]) == (5, 0)
    assert await stage.published(StockReserved) == []


async def test_adds_up_lines_of_the_same_variant(stage, shelf, stock_room):
    await stock_room.reserve((shelf[0], 3), (shelf[0], 2))
    assert await stock_room.counters(shelf[0]) == (5, 5)
    await stock_room.reserve((shelf[1], 3), (shelf[1], 3))
    assert [event.variant_ids for event in await stage.published(StockRejected)] == [(shelf[1],)]


async def test_the_same_reservation_again_changes_nothing(stage, shelf, stock_room):
    command = stock_room.reserving((shelf[0], 2))
    await stage.do(command)
    await stage.do(command)
    assert await stock_room.counters(shelf[0]) == (5, 2)
    assert len(await stage.published(StockReserved)) == 1


async def test_a_rejected_one_stays_rejected_though_there_is_enough_now(stage, shelf, stock_room):
    first = await stock_room.reserve((shelf[3], 1))
    command = stock_room.reserving((shelf[3], 1))
    await stage.do(command)
    await stock_room.release(first)
    await stage.do(command)
    assert await stock_room.counters(shelf[3]) == (1, 0)


async def test_one_that_was_released_before_it_was_made_is_refused(stage, shelf, stock_room):
    command = stock_room.reserving((shelf[0], 1))
    await stock_room.release(command.reservation_id)
    await stage.do(command)
    await stage.do(command)
    assert [event.variant_ids for event in await stage.published(StockRejected)] == [()]
    assert await stock_room.counters(shelf[0]) == (5, 0)


async def test_does_not_promise_what_is_no_longer_sold(stage, shelf, stock_room):
    await stage.owner("UPDATE catalog.product SET status = 'retired'")
    await stock_room.reserve((shelf[0], 1))
    assert [event.variant_ids for event in await stage.published(StockRejected)] == [(shelf[0],)]


async def test_promises_what_may_be_backordered_up_to_its_limit(stage, goods, stock_room):
    await goods.category("Audio")
    price = Money(minor=100, currency="EUR")
    added = await goods.product(
        "Later", "audio", NewVariant(sku="L", price=price, on_hand=1, backorder_limit=2)
    )
    variant = added.variants[0].id
    await stock_room.reserve((variant, 3))
    assert await stock_room.counters(variant) == (1, 3)
    await stock_room.reserve((variant, 1))
    assert len(await stage.published(StockRejected)) == 1


async def test_says_when_the_last_one_is_promised_and_when_one_is_back(stage, shelf, stock_room):
    reservation = await stock_room.reserve((shelf[3], 1))
    assert len(await stage.published(StockChanged)) == 1
    low = await stage.published(StockRanLow)
    assert [(event.variant_id, event.available) for event in low] == [(shelf[3], 0)]
    await stock_room.release(reservation)
    assert len(await stage.published(StockChanged)) == 2


@pytest.mark.slow
async def test_of_fifty_buyers_of_the_last_one_one_gets_it_twenty_times_over(stage, goods, stock_room):
    await goods.category("Audio")
    last = [
        (await goods.product(f"Last {n}", "audio", goods.variant(on_hand=1))).variants[0].id
        for n in range(20)
    ]
    for variant in last:
        await asyncio.gather(*(stock_room.reserve((variant, 1)) for _ in range(50)))
        assert await stock_room.counters(variant) == (1, 1)
    assert len(await stage.published(StockReserved)) == 20
    assert len(await stage.published(StockRejected)) == 20 * 49
    await stock_room.balance()


async def test_orders_of_the_same_goods_in_opposite_order_do_not_block_each_other(stage, shelf, stock_room):
    there = [(shelf[0], 1), (shelf[1], 1), (shelf[2], 1)]
    back = there[::-1]
    await asyncio.gather(*(stock_room.reserve(*lines) for _ in range(20) for lines in (there, back)))
    assert len(await stage.published(StockReserved)) == 5
    assert len(await stage.published(StockRejected)) == 35
    await stock_room.balance()


async def test_of_the_same_reservation_made_ten_times_at_once_one_counts(stage, shelf, stock_room):
    command = stock_room.reserving((shelf[0], 1))
    await asyncio.gather(*(stage.do(command) for _ in range(10)))
    assert await stock_room.counters(shelf[0]) == (5, 1)
    assert len(await stage.published(StockReserved)) == 1


async def test_the_database_itself_refuses_to_oversell(stage, shelf):
    with pytest.raises(Exception, match="stock_never_oversold"):
        await stage.owner("UPDATE catalog.stock SET reserved = on_hand + 1")


async def test_many_at_once_are_promised_in_turn_each_in_its_own_name(stage, shelf, stock_room):
    """Of two that want the only one the first gets it; what is said of each names its own cause."""
    first, second = stock_room.reserving((shelf[3], 1), (shelf[0], 2)), stock_room.reserving((shelf[3], 1))
    third = stock_room.reserving((shelf[0], 3))
    wishes = tuple(
        OnBehalf(context=Context(actor=SYSTEM, caller="orders", reason=reason), command=command)
        for reason, command in [("one", first), ("two", second), ("three", third), ("again", first)]
    )
    await stage.do(ReserveTogether(wishes=wishes))
    await stage.do(ReserveTogether(wishes=wishes))
    assert await stock_room.counters(shelf[3]) == (1, 1)
    assert await stock_room.counters(shelf[0]) == (5, 5)
    said = "SELECT payload ->> 'reservation_id' AS id, type, context ->> 'reason' AS reason FROM souk.event"
    told = {(str(row["id"]), row["type"], row["reason"]) for row in await stage.rows(said) if row["id"]}
    assert told == {
        (str(first.reservation_id), "catalog.stock_reserved.v1", "one"),
        (str(second.reservation_id), "catalog.stock_rejected.v1", "two"),
        (str(third.reservation_id), "catalog.stock_reserved.v1", "three"),
    }
    await stock_room.balance()


async def test_batches_that_want_the_same_in_another_order_do_not_wait_for_each_other_for_ever(
    stage, shelf, stock_room
):
    """Each batch names its goods the other way round; all of their locks are taken in one order."""
    batches = []
    for number in range(10):
        ids = shelf[:3] if number % 2 else shelf[2::-1]
        each = [stock_room.reserving((id, 1)) for id in ids]
        batches.append(
            ReserveTogether(
                wishes=tuple(OnBehalf(context=Context(actor=SYSTEM), command=one) for one in each)
            )
        )
    await asyncio.gather(*(stage.do(batch) for batch in batches))
    assert len(await stage.published(StockReserved)) == 15
    assert len(await stage.published(StockRejected)) == 15
    await stock_room.balance()
