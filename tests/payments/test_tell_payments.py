"""Others ask how the payments of their orders stand."""

from modules.payments.contracts.commands import VoidPayment
from modules.payments.contracts.queries import PaymentsOfOrders
from souk.kernel import Money, new_id
from souk.testing import Stage


async def test_tells_every_attempt_of_each_order_the_oldest_first(stage: Stage, till):
    order = new_id()
    first = await till.pay("tok_declined", order_id=order)
    stage.clock.advance(minutes=1)
    second = await till.pay(order_id=order)
    await till.pay()
    told = await stage.ask(PaymentsOfOrders(order_ids=(order,)))
    assert [(each.payment_id, each.status, each.failure) for each in told] == [
        (first.payment_id, "failed", "card_declined"),
        (second.payment_id, "captured", None),
    ]
    assert told[1].captured == Money(minor=59999, currency="EUR")


async def test_tells_nothing_of_what_was_never_requested(stage: Stage):
    order = new_id()
    await stage.do(VoidPayment(payment_id=new_id(), order_id=order, reason="x"))
    assert await stage.ask(PaymentsOfOrders(order_ids=(order,))) == []
