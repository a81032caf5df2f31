"""Holding a reservation before money is taken."""

from souk.kernel import new_id


async def test_a_held_one_no_longer_expires(goods, stage, stock_room):
    await goods.category("Audio")
    variant = (await goods.product("Aura", "audio")).variants[0].id
    reservation = await stock_room.reserve((variant, 1))
    assert await stock_room.hold(reservation)
    assert await stock_room.hold(reservation)
    rows = await stage.rows("SELECT state, expires_at FROM catalog.reservation")
    assert [(row["state"], row["expires_at"]) for row in rows] == [("held", None)]


async def test_tells_when_there_is_nothing_left_to_hold(goods, stock_room):
    await goods.category("Audio")
    variant = (await goods.product("Aura", "audio")).variants[0].id
    reservation = await stock_room.reserve((variant, 1))
    await stock_room.release(reservation)
    assert not await stock_room.hold(reservation)
    assert not await stock_room.hold(new_id())
