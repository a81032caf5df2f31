"""Giving money back."""

import pytest

from modules.orders.domain.refunding import MoreThanWasPaid
from modules.orders.refund_order.handler import RefundOrder
from modules.payments.contracts.commands import RefundPayment
from modules.payments.contracts.events import PaymentRefunded
from souk.kernel import InvalidAmount
from souk.messages import SYSTEM
from souk.testing import Stage, staff
from tests.orders.conftest import row_of


async def test_gives_back_an_amount_and_counts_it_when_it_is_back(stage: Stage, paid, hear):
    order = await paid()
    async with stage.client(staff("orders:refund"), **{"Idempotency-Key": "one"}) as client:
        answer = await client.post(
            f"/api/admin/orders/{order.order_id}/refunds", json={"amount": 99.99, "reason": "scratched"}
        )
    assert answer.status_code == 202
    assert [(one["amount"], one["status"]) for one in answer.json()["items"]] == [(99.99, "asked")]
    await stage.settle()
    (asked,) = stage.received(RefundPayment)
    await hear(
        PaymentRefunded(
            payment_id=asked.payment_id,
            order_id=order.order_id,
            refund_id=asked.refund_id,
            amount=asked.amount,
        )
    )
    row = await row_of(stage, order)
    assert (row["captured_minor"], row["refunded_minor"]) == (59999, 9999)
    assert row["refunds"][0]["state"] == "done"


async def test_never_gives_back_more_than_is_left_counting_what_is_on_its_way(stage: Stage, paid):
    order = await paid()
    await stage.do(RefundOrder(order_id=order.order_id, amount="400.00", reason="sorry"), SYSTEM)
    again = RefundOrder(order_id=order.order_id, amount="200.00", reason="sorry")
    refusal = await stage.scenario.do(again, SYSTEM).then_refused(MoreThanWasPaid)
    assert str(refusal.data["left"]) == "199.99"


async def test_gives_nothing_back_of_what_was_not_paid(stage: Stage, ordering):
    order = await ordering()
    command = RefundOrder(order_id=order.order_id, amount="1.00", reason="sorry")
    await stage.scenario.do(command, SYSTEM).then_refused(MoreThanWasPaid)


async def test_an_amount_has_the_decimals_of_its_currency(stage: Stage, paid):
    order = await paid()
    with pytest.raises(InvalidAmount):
        await stage.do(RefundOrder(order_id=order.order_id, amount="1.001", reason="sorry"), SYSTEM)
