"""Announcing a return."""

import pytest

from modules.orders.domain.errands import Goods
from modules.orders.domain.lines import TooMany
from modules.orders.domain.returning import TooLateToReturn
from modules.orders.domain.stages import NotPossibleNow
from modules.orders.request_return.handler import RequestReturn
from modules.orders.send_parcel.handler import SendParcel
from souk.kernel import NotFound
from souk.messages import SYSTEM
from souk.testing import Stage, customer


@pytest.fixture
def sent(stage: Stage, paid, shelf):
    async def order(actor, quantity=2):
        phone = shelf.put()
        placed = await paid(shelf.item(phone, quantity), actor=actor)
        await stage.do(SendParcel(order_id=placed.order_id), SYSTEM)
        return placed, phone.variant_id

    return order


async def test_announces_what_comes_back_and_why(stage: Stage, sent):
    ann = customer()
    order, phone = await sent(ann)
    body = {"items": [{"variantId": str(phone), "quantity": 1}], "reason": "too small"}
    async with stage.client(ann) as client:
        answer = await client.post(f"/api/orders/{order.order_id}/returns", json=body)
    assert answer.status_code == 201
    assert (answer.json()["status"], answer.json()["reason"]) == ("expected", "too small")


async def test_no_more_can_come_back_than_was_sent_counting_what_is_announced(stage: Stage, sent):
    ann = customer()
    order, phone = await sent(ann)
    goods = (Goods(variant_id=phone, quantity=2),)
    command = RequestReturn(order_id=order.order_id, goods=goods, reason="too small")
    await stage.do(command, ann)
    await stage.scenario.do(command, ann).then_refused(TooMany)


async def test_refuses_what_was_not_sent_or_was_sent_long_ago(stage: Stage, sent, paid, shelf):
    ann, phone = customer(), shelf.put()
    waiting = await paid(shelf.item(phone, 1), actor=ann)
    goods = (Goods(variant_id=phone.variant_id, quantity=1),)
    command = RequestReturn(order_id=waiting.order_id, goods=goods, reason="too small")
    await stage.scenario.do(command, ann).then_refused(NotPossibleNow)
    order, old = await sent(ann)
    stage.clock.advance(days=45)
    late = RequestReturn(
        order_id=order.order_id, goods=(Goods(variant_id=old, quantity=1),), reason="too small"
    )
    await stage.scenario.do(late, ann).then_refused(TooLateToReturn)


async def test_nobody_returns_somebody_elses_goods(stage: Stage, sent):
    order, phone = await sent(customer())
    goods = (Goods(variant_id=phone, quantity=1),)
    with pytest.raises(NotFound):
        await stage.do(RequestReturn(order_id=order.order_id, goods=goods, reason="mine"), customer())
