"""Moving on what waits too long."""

from modules.catalog.contracts.commands import ReleaseReservation
from modules.catalog.contracts.events import StockReserved
from modules.orders.cancel_order.handler import CancelOrder
from modules.orders.contracts.events import OrderDelivered
from modules.orders.look_after_orders.job import LookAfterOrders, look_after_orders
from modules.orders.send_parcel.handler import SendParcel
from modules.payments.contracts.commands import VoidPayment
from modules.payments.contracts.events import PaymentDelayed, PaymentFailed
from modules.payments.contracts.queries import PaymentOfOrder, PaymentsOfOrders
from souk.database.committing import committing
from souk.messages import SYSTEM, Context
from souk.testing import Stage, customer
from tests.orders.conftest import latest_payment, row_of


async def look_after(stage: Stage) -> None:
    async with committing(stage.runtime.switchboard.transaction("orders", Context())) as tx:
        await look_after_orders(tx, LookAfterOrders())
    await stage.settle()


async def test_lets_be_what_is_not_due(stage: Stage, ordering):
    order = await ordering()
    before = await row_of(stage, order)
    await look_after(stage)
    assert (await row_of(stage, order))["version"] == before["version"]


async def test_cancels_what_was_not_paid_in_time(stage: Stage, ordering, hear):
    order = await ordering()
    await hear(StockReserved(reservation_id=order.order_id))
    payment = await latest_payment(stage, order)
    await hear(PaymentFailed(payment_id=payment, order_id=order.order_id, reason="card_declined"))
    stage.clock.advance(minutes=61)
    await look_after(stage)
    row = await row_of(stage, order)
    assert (row["stage"], row["why"]) == ("Cancelled", "not_paid_in_time")
    assert len(stage.received(ReleaseReservation)) == 1


async def test_waits_a_day_for_a_broken_provider_and_no_longer(stage: Stage, ordering, hear):
    order = await ordering()
    await hear(StockReserved(reservation_id=order.order_id))
    payment = await latest_payment(stage, order)
    delayed = PaymentDelayed(payment_id=payment, order_id=order.order_id, reason="provider_unavailable")
    await hear(delayed)
    stage.clock.advance(hours=23)
    await look_after(stage)
    assert (await row_of(stage, order))["why"] == "provider_unavailable"
    stage.clock.advance(hours=1, minutes=1)
    await look_after(stage)
    row = await row_of(stage, order)
    assert (row["stage"], row["why"]) == ("Cancelling", "provider_away_too_long")
    assert [void.payment_id for void in stage.received(VoidPayment)] == [payment]


async def test_catches_up_with_what_payments_says_but_was_never_heard(stage: Stage, ordering, hear):
    order = await ordering()
    await hear(StockReserved(reservation_id=order.order_id))
    payment = await latest_payment(stage, order)
    known = PaymentOfOrder(
        payment_id=payment,
        order_id=order.order_id,
        status="captured",
        amount=order.total,
        captured=order.total,
        refunded=order.total - order.total,
        failure=None,
        created_at=stage.clock.now(),
    )
    stage.fake(PaymentsOfOrders, [known])
    stage.clock.advance(minutes=3)
    await look_after(stage)
    row = await row_of(stage, order)
    assert (row["stage"], row["captured_minor"]) == ("ReadyToFulfil", order.total.minor)


async def test_announces_errands_again_that_nobody_ran(stage: Stage, ordering):
    ann = customer()
    order = await ordering(actor=ann)
    await stage.do(CancelOrder(order_id=order.order_id), ann)
    await stage.owner("DELETE FROM souk.delivery")
    stage.clock.advance(minutes=3)
    await look_after(stage)
    assert len(stage.received(ReleaseReservation)) == 1
    assert await stage.rows("SELECT 1 FROM orders.errand WHERE state = 'wanted'") == []


async def test_takes_for_granted_that_a_parcel_arrives_within_two_weeks(stage: Stage, paid):
    order = await paid()
    await stage.do(SendParcel(order_id=order.order_id), SYSTEM)
    stage.clock.advance(days=14, minutes=1)
    await look_after(stage)
    assert (await row_of(stage, order))["stage"] == "Delivered"
    assert len(await stage.published(OrderDelivered)) == 1


async def test_staff_who_are_late_are_given_a_new_date(stage: Stage, paid):
    order = await paid()
    stage.clock.advance(days=3)
    await look_after(stage)
    row = await row_of(stage, order)
    assert (row["stage"], row["why"], row["next_who"]) == ("ReadyToFulfil", "to_be_sent", "staff")
    assert row["next_by"] > stage.clock.now()
