"""Calling an order off."""

import pytest

from modules.catalog.contracts.commands import ReleaseReservation
from modules.orders.cancel_order.handler import CallOffOrder, CancelOrder
from modules.orders.contracts.events import OrderCancelled, OrderPartlyCancelled
from modules.orders.domain.errands import Goods
from modules.orders.domain.lines import TooMany
from modules.orders.domain.stages import NotPossibleNow
from modules.orders.send_parcel.handler import SendParcel
from modules.payments.contracts.commands import RefundPayment, VoidPayment
from modules.payments.contracts.events import PaymentCaptured, PaymentVoided
from souk.kernel import NotFound
from souk.messages import SYSTEM, LacksCapability, StaffActed
from souk.testing import Stage, customer, staff
from tests.orders.conftest import latest_payment, row_of


async def test_is_cancelled_once_goods_and_money_are_back_and_not_before(stage: Stage, paid, hear):
    ann = customer()
    order = await paid(actor=ann)
    seen = await stage.do(CancelOrder(order_id=order.order_id), ann)
    assert (seen.stage, seen.status) == ("Cancelling", "Processing")
    await stage.settle()
    assert len(stage.received(ReleaseReservation)) == len(stage.received(VoidPayment)) == 1
    assert (await row_of(stage, order))["stage"] == "Cancelling"
    payment = await latest_payment(stage, order)
    await hear(PaymentVoided(payment_id=payment, order_id=order.order_id))
    assert (await row_of(stage, order))["stage"] == "Cancelled"
    assert [event.reason for event in await stage.published(OrderCancelled)] == ["cancelled_by_customer"]


async def test_a_payment_that_succeeds_after_that_is_given_back(stage: Stage, ordering, hear):
    ann = customer()
    order = await ordering(actor=ann)
    await stage.do(CancelOrder(order_id=order.order_id), ann)
    await stage.settle()
    payment = await latest_payment(stage, order)
    await hear(PaymentVoided(payment_id=payment, order_id=order.order_id))
    before = len(stage.received(VoidPayment))
    late = PaymentCaptured(payment_id=payment, order_id=order.order_id, amount=order.total)
    await hear(late)
    row = await row_of(stage, order)
    assert row["stage"] == "Cancelled"
    assert len(stage.received(VoidPayment)) >= before


async def test_nobody_cancels_somebody_elses_order(stage: Stage, ordering):
    order = await ordering(actor=customer())
    with pytest.raises(NotFound):
        await stage.do(CancelOrder(order_id=order.order_id), customer())


async def test_what_was_sent_cannot_be_cancelled(stage: Stage, paid):
    ann = customer()
    order = await paid(actor=ann)
    await stage.do(SendParcel(order_id=order.order_id), SYSTEM)
    await stage.scenario.do(CancelOrder(order_id=order.order_id), ann).then_refused(NotPossibleNow)


async def test_a_guest_cancels_with_the_token(stage: Stage, ordering):
    order = await ordering()
    async with stage.client(**{"X-Guest-Token": order.guest_token}) as client:
        answer = await client.post(f"/api/orders/{order.order_id}/cancel")
    assert (answer.status_code, answer.json()["stage"]) == (200, "Cancelling")


async def test_staff_cancel_a_part_and_what_it_cost_goes_back(stage: Stage, paid, shelf):
    phone = shelf.put(cents=1000)
    from_two = await paid(shelf.item(phone, 3))
    support = staff("orders:cancel")
    goods = (Goods(variant_id=phone.variant_id, quantity=2),)
    await stage.do(CallOffOrder(order_id=from_two.order_id, reason="broken", goods=goods), support)
    await stage.settle()
    (released,) = stage.received(ReleaseReservation)
    assert [(line.variant_id, line.quantity) for line in released.lines] == [(phone.variant_id, 2)]
    assert [refund.amount.minor for refund in stage.received(RefundPayment)] == [2000]
    assert (await row_of(stage, from_two))["stage"] == "ReadyToFulfil"
    assert len(await stage.published(OrderPartlyCancelled)) == 1
    assert [act.action for act in await stage.published(StaffActed)] == ["cancel_order"]


async def test_no_more_can_be_cancelled_than_is_left(stage: Stage, paid, shelf):
    phone = shelf.put()
    order = await paid(shelf.item(phone, 2))
    goods = (Goods(variant_id=phone.variant_id, quantity=3),)
    command = CallOffOrder(order_id=order.order_id, reason="broken", goods=goods)
    await stage.scenario.do(command, SYSTEM).then_refused(TooMany)


async def test_calling_off_needs_the_capability(stage: Stage, ordering):
    order = await ordering()
    command = CallOffOrder(order_id=order.order_id, reason="broken")
    await stage.scenario.do(command, customer()).then_refused(LacksCapability)
