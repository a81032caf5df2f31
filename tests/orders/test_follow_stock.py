"""What catalog tells about the goods."""

from modules.catalog.contracts.commands import HoldTogether
from modules.catalog.contracts.events import StockRejected, StockReleased, StockReserved
from modules.orders.contracts.events import OrderCancelled
from modules.payments.contracts.commands import RequestTogether
from souk.kernel import new_id
from souk.testing import Stage
from tests.orders.conftest import wishes


async def the_order(stage: Stage):
    return dict((await stage.rows("SELECT stage, why, next_who, stock_released FROM orders.order"))[0])


async def test_charges_once_the_goods_are_promised_and_held(stage: Stage, ordering, hear):
    placed = await ordering(payment_token="tok_ok")
    await hear(StockReserved(reservation_id=placed.order_id))
    assert (await the_order(stage))["stage"] == "AwaitingPayment"
    (held,) = stage.received(HoldTogether)
    (asked,) = wishes(stage, RequestTogether)
    assert held.reservation_ids == (placed.order_id,)
    assert asked.order_id == placed.order_id
    assert asked.amount == placed.total
    assert (asked.method, asked.token) == ("credit_card", "tok_ok")


async def test_hearing_it_twice_charges_once(stage: Stage, ordering, hear):
    reserved = StockReserved(reservation_id=(await ordering()).order_id)
    await hear(reserved, reserved)
    assert len(wishes(stage, RequestTogether)) == 1


async def test_is_cancelled_with_the_reason_when_there_is_too_little(stage: Stage, ordering, hear):
    placed = await ordering()
    await hear(StockRejected(reservation_id=placed.order_id, variant_ids=()))
    assert await the_order(stage) == {
        "stage": "Cancelled",
        "why": "out_of_stock",
        "next_who": None,
        "stock_released": True,
    }
    assert [event.reason for event in await stage.published(OrderCancelled)] == ["out_of_stock"]
    assert wishes(stage, RequestTogether) == []


async def test_charges_nobody_whose_goods_are_no_longer_promised(stage: Stage, ordering, hear):
    stage.fake(HoldTogether, ())
    await hear(StockReserved(reservation_id=(await ordering()).order_id))
    assert [event.reason for event in await stage.published(OrderCancelled)] == ["stock_lost"]
    assert wishes(stage, RequestTogether) == []


async def test_a_promise_that_ran_out_before_charging_cancels_the_order(stage: Stage, ordering, hear):
    id = (await ordering()).order_id
    expired = StockReleased(reservation_id=id, lines=(), reason="expired")
    await hear(StockReserved(reservation_id=id), expired)
    assert (await the_order(stage))["why"] == "stock_lost"


async def test_a_reservation_of_somebody_elses_is_none_of_its_business(stage: Stage, hear):
    await hear(StockReserved(reservation_id=new_id()))
    assert await stage.rows("SELECT 1 FROM souk.event") == []
