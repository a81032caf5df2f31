"""After a busy hour the doctor finds nothing."""

import asyncio

from modules.orders.cancel_order.handler import CancelOrder
from modules.orders.contracts.commands import PlacedOrder
from modules.orders.refund_order.handler import RefundOrder
from modules.orders.send_parcel.handler import SendParcel
from shop.diagnosis import diagnose
from souk.kernel import Refusal
from souk.messages import SYSTEM
from souk.testing import Stage, customer

TOKENS = ["tok_ok", "tok_declined", "tok_webhook_twice", "tok_webhook_first", "tok_timeout_after_charge"]


async def test_after_orders_of_every_kind_all_books_agree(shop, stage: Stage):
    phone = await shop.stock(on_hand=12, cents=1999)
    buyers = [customer() for _ in range(15)]
    placed = await asyncio.gather(
        *(
            shop.order(phone, actor=ann, payment_token=TOKENS[number % len(TOKENS)])
            for number, ann in enumerate(buyers)
        ),
        return_exceptions=True,
    )
    assert [outcome for outcome in placed if not isinstance(outcome, PlacedOrder | Refusal)] == []
    taken = [
        (order, ann) for order, ann in zip(placed, buyers, strict=True) if isinstance(order, PlacedOrder)
    ]
    for order, ann in taken[::4]:
        await stage.do(CancelOrder(order_id=order.order_id), ann)
    await shop.settle()
    for order, _ in taken[1::4]:
        if await shop.stage_of(order) == "ReadyToFulfil":
            await stage.do(SendParcel(order_id=order.order_id), SYSTEM)
            await stage.do(RefundOrder(order_id=order.order_id, amount="5.00", reason="late"), SYSTEM)
    await shop.settle()
    findings = [finding for finding in await diagnose(stage.runtime, []) if finding.check[1:2] == " "]
    assert [finding.check[0] for finding in findings] == ["S", "M", "O", "K"]
    assert [finding for finding in findings if not finding.well] == []
