"""Receiving a return."""

from modules.catalog.contracts.commands import ReturnStock
from modules.orders.contracts.events import OrderReturned
from modules.orders.domain.errands import Goods
from modules.orders.domain.returning import AlreadyReceived, CameBackGoods
from modules.orders.receive_return.handler import ReceiveReturn
from modules.orders.request_return.handler import RequestReturn
from modules.orders.send_parcel.handler import SendParcel
from modules.payments.contracts.commands import RefundPayment
from souk.messages import SYSTEM
from souk.testing import Stage, customer, staff


async def returning(stage: Stage, paid, shelf, quantity=3):
    ann, phone = customer(), shelf.put(cents=1000)
    order = await paid(shelf.item(phone, quantity), actor=ann)
    await stage.do(SendParcel(order_id=order.order_id), SYSTEM)
    goods = (Goods(variant_id=phone.variant_id, quantity=quantity),)
    back = await stage.do(RequestReturn(order_id=order.order_id, goods=goods, reason="too big"), ann)
    return order, phone, back


async def test_refunds_what_came_and_shelves_what_can_be_sold_again(stage: Stage, paid, shelf):
    order, phone, back = await returning(stage, paid, shelf)
    body = {
        "items": [
            {"variantId": str(phone.variant_id), "quantity": 1},
            {"variantId": str(phone.variant_id), "quantity": 1, "restock": False},
        ]
    }
    path = f"/api/admin/orders/{order.order_id}/returns/{back.id}/receive"
    async with stage.client(staff("orders:return")) as client:
        answer = await client.post(path, json=body)
    assert (answer.status_code, answer.json()["stage"]) == (200, "PartiallyReturned")
    assert answer.json()["returns"][0]["refund"] == 20.0
    await stage.settle()
    assert [refund.amount.minor for refund in stage.received(RefundPayment)] == [2000]
    (shelved,) = stage.received(ReturnStock)
    assert [line.quantity for line in shelved.lines] == [1]
    assert [event.complete for event in await stage.published(OrderReturned)] == [False]


async def test_everything_back_is_all_of_the_money_to_the_last_cent(stage: Stage, paid, shelf):
    order, phone, back = await returning(stage, paid, shelf)
    came = (CameBackGoods(variant_id=phone.variant_id, quantity=3, restock=True),)
    seen = await stage.do(
        ReceiveReturn(order_id=order.order_id, return_id=back.id, came=came, refund_shipping=True), SYSTEM
    )
    assert (seen.stage, seen.status) == ("Returned", "Completed")
    assert seen.refunds[0].amount == order.total


async def test_is_received_once(stage: Stage, paid, shelf):
    order, phone, back = await returning(stage, paid, shelf)
    came = (CameBackGoods(variant_id=phone.variant_id, quantity=1, restock=True),)
    command = ReceiveReturn(order_id=order.order_id, return_id=back.id, came=came)
    await stage.do(command, SYSTEM)
    await stage.scenario.do(command, SYSTEM).then_refused(AlreadyReceived)


async def test_a_parcel_with_nothing_in_it_ends_the_return_without_a_refund(stage: Stage, paid, shelf):
    order, _, back = await returning(stage, paid, shelf)
    seen = await stage.do(ReceiveReturn(order_id=order.order_id, return_id=back.id, came=()), SYSTEM)
    assert (seen.stage, seen.refunds) == ("Fulfilled", ())
    assert seen.returns[0].state == "received"
