"""What was promised leaves in parcels."""

import asyncio

import pytest

from modules.catalog.domain.reservation import NotReserved, ReservationGone
from modules.catalog.domain.stock import NotInTheHouse
from modules.catalog.expire_reservations.job import ExpireReservations, expire_reservations
from modules.catalog.stock_news import tell
from souk.database.committing import committing
from souk.kernel import new_id
from souk.messages import Context


@pytest.fixture
async def pair(goods):
    await goods.category("Audio")
    added = await goods.product("Aura", "audio", goods.variant(on_hand=9, size="a"), goods.variant(size="b"))
    return [variant.id for variant in added.variants]


async def test_takes_it_off_the_promise_and_out_of_the_house(pair, stock_room):
    reservation = await stock_room.reserve((pair[0], 3), (pair[1], 1))
    await stock_room.sell(reservation, (pair[0], 2))
    assert await stock_room.counters(pair[0]) == (7, 1)
    assert await stock_room.state(reservation) == "open"
    await stock_room.sell(reservation, (pair[0], 1), (pair[1], 1))
    assert await stock_room.counters(pair[0]) == (6, 0)
    assert await stock_room.state(reservation) == "done"
    await stock_room.balance()


async def test_a_parcel_leaves_once(pair, stock_room):
    reservation, parcel = await stock_room.reserve((pair[0], 4)), new_id()
    await asyncio.gather(*(stock_room.sell(reservation, (pair[0], 2), parcel=parcel) for _ in range(5)))
    assert await stock_room.counters(pair[0]) == (7, 2)


async def test_nothing_leaves_of_a_parcel_that_holds_more_than_was_promised(pair, stock_room):
    reservation = await stock_room.reserve((pair[0], 2), (pair[1], 1))
    with pytest.raises(NotReserved):
        await stock_room.sell(reservation, (pair[1], 1), (pair[0], 3))
    assert await stock_room.counters(pair[1]) == (5, 1)


async def test_nothing_leaves_without_a_promise(pair, stock_room):
    with pytest.raises(ReservationGone):
        await stock_room.sell(new_id(), (pair[0], 1))
    reservation = await stock_room.reserve((pair[0], 1))
    await stock_room.release(reservation)
    with pytest.raises(ReservationGone):
        await stock_room.sell(reservation, (pair[0], 1))


async def test_what_is_backordered_does_not_leave_before_it_is_there(stage, pair, stock_room):
    await stage.owner("UPDATE catalog.stock SET backorder_limit = 5")
    reservation = await stock_room.reserve((pair[0], 10))
    with pytest.raises(NotInTheHouse):
        await stock_room.sell(reservation, (pair[0], 10))
    await stock_room.sell(reservation, (pair[0], 9))
    assert await stock_room.counters(pair[0]) == (0, 1)


async def test_expiry_and_a_parcel_at_once_never_both_win(stage, pair, stock_room):
    reservations = [await stock_room.reserve((pair[0], 1)) for _ in range(9)]
    stage.clock.advance(minutes=20)

    async def expire() -> None:
        transaction = stage.runtime.switchboard.transaction("catalog", Context(reason="test"))
        async with committing(transaction) as tx:
            await expire_reservations(tx, ExpireReservations(), tell=tell)

    sold = [stock_room.sell(reservation, (pair[0], 1)) for reservation in reservations]
    outcomes = await asyncio.gather(*sold[:5], expire(), expire(), *sold[5:], return_exceptions=True)
    refused = [outcome for outcome in outcomes if outcome is not None]
    assert all(isinstance(outcome, ReservationGone) for outcome in refused)
    await expire()
    states = [await stock_room.state(reservation) for reservation in reservations]
    assert states.count("expired") == len(refused)
    assert states.count("done") == 9 - len(refused)
    assert await stock_room.counters(pair[0]) == (len(refused), 0)
    await stock_room.balance()
