"""Noting that everything has arrived."""

from modules.orders.contracts.events import OrderDelivered
from modules.orders.domain.stages import NotPossibleNow
from modules.orders.mark_delivered.handler import MarkDelivered
from modules.orders.send_parcel.handler import SendParcel
from souk.messages import SYSTEM
from souk.testing import Stage, staff


async def test_completes_the_order(stage: Stage, paid):
    order = await paid()
    await stage.do(SendParcel(order_id=order.order_id), SYSTEM)
    async with stage.client(staff("orders:fulfil")) as client:
        answer = await client.post(f"/api/admin/orders/{order.order_id}/deliver")
    assert (answer.json()["status"], answer.json()["stage"]) == ("Completed", "Delivered")
    assert answer.json()["nextAction"] is None
    assert len(await stage.published(OrderDelivered)) == 1


async def test_refuses_what_was_not_sent(stage: Stage, paid):
    order = await paid()
    await stage.scenario.do(MarkDelivered(order_id=order.order_id), SYSTEM).then_refused(NotPossibleNow)
