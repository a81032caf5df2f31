"""Promising the goods of a new order."""

from modules.catalog.contracts.commands import ReserveTogether
from souk.testing import Stage
from tests.orders.conftest import wishes


async def test_has_catalog_promise_the_goods_for_an_hour(stage: Stage, ordering):
    placed = await ordering()
    await stage.settle()
    (asked,) = wishes(stage, ReserveTogether)
    assert asked.reservation_id == placed.order_id
    assert [line.quantity for line in asked.lines] == [1]
    assert (asked.expires_at - stage.clock.now()).total_seconds() == 3600
