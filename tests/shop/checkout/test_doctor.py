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
    findings = await diagnose(stage.runtime, [])
    letters = [finding.check[0] for finding in findings if finding.check[1:2] == " "]
    assert letters == ["E", "L", "S", "M", "O", "K"]
    assert [finding for finding in findings if not finding.well] == []


async def test_says_what_waits_without_a_reason_and_what_is_left_behind(stage: Stage):
    await stage.owner("""
        INSERT INTO souk.delivery (subscriber, lane, position, published_at, key)
        VALUES ('nobody.hears', 0, 1, clock_timestamp() - interval '1 minute', 'a')
    """)
    await stage.owner("""
        INSERT INTO souk.dead_letter (subscriber, lane, position, published_at, key, attempts, reason, parks)
        VALUES ('nobody.hears', 0, 1, clock_timestamp(), 'a', 1, 'broken', false)
    """)
    await stage.owner("""
        INSERT INTO souk.job (id, type, module, queue, arguments, context, priority, seconds,
            attempts_allowed, back_off, state, due_at, started_at)
        VALUES (gen_random_uuid(), 'a', 'orders', 'a', '{}', '{}', 1, 1, 1, 1, 'running',
            clock_timestamp(), clock_timestamp() - interval '2 minutes')
    """)
    found = {finding.check[0]: finding for finding in await diagnose(stage.runtime, [])}
    assert not found["E"].well
    assert "1 late" in found["E"].figure
    assert "1 there twice" in found["E"].figure
    assert "1 for nobody; 1 dead letters" in found["E"].figure
    assert not found["L"].well
    assert "1 jobs of dead workers" in found["L"].figure
