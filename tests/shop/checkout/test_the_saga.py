"""From an order to its goods and its money, through three modules, and back again."""

import pytest

from modules.catalog.expire_reservations.job import ExpireReservations
from modules.orders.add_coupon.handler import AddCoupon
from modules.orders.cancel_order.handler import CallOffOrder, CancelOrder
from modules.orders.domain.errands import Goods
from modules.orders.domain.pricing.coupons import CouponWishes
from modules.orders.domain.returning import CameBackGoods
from modules.orders.mark_delivered.handler import MarkDelivered
from modules.orders.pay_order.handler import PayOrder
from modules.orders.receive_return.handler import ReceiveReturn
from modules.orders.request_return.handler import RequestReturn
from modules.orders.send_parcel.handler import SendParcel
from souk.jobs.acting import RunJob
from souk.messages import ANONYMOUS, SYSTEM
from souk.testing import Stage, customer, staff
from souk.testing.trips import counted, trips_of


async def test_an_order_is_promised_charged_and_confirmed(shop):
    phone = await shop.stock(on_hand=10)
    order = await shop.order(phone, 2)
    await shop.settle()
    row = await shop.row(order)
    assert (row["status"], row["stage"], row["next_who"]) == ("Processing", "ReadyToFulfil", "staff")
    assert await shop.stock_of(phone) == (10, 2)
    assert await shop.money(order) == (2 * 59999, 0)
    assert row["captured_minor"] - row["refunded_minor"] == 2 * 59999


async def test_a_declined_card_can_be_followed_by_one_that_works(shop, stage: Stage):
    phone, ann = await shop.stock(), customer()
    order = await shop.order(phone, actor=ann, payment_token="tok_declined")
    await shop.settle()
    row = await shop.row(order)
    assert (row["status"], row["stage"], row["next_who"]) == ("Pending", "PaymentFailed", "customer")
    await stage.do(
        PayOrder(order_id=order.order_id, payment_method="credit_card", payment_token="tok_ok"), ann
    )
    await shop.settle()
    assert await shop.stage_of(order) == "ReadyToFulfil"
    assert await shop.money(order) == (59999, 0)


@pytest.mark.parametrize(
    "token", ["tok_ok", "tok_webhook_twice", "tok_webhook_first", "tok_flaky", "tok_timeout_after_charge"]
)
async def test_however_the_provider_tells_it_the_customer_pays_once(shop, token):
    phone = await shop.stock()
    order = await shop.order(phone, payment_token=token)
    await shop.settle()
    assert await shop.stage_of(order) == "ReadyToFulfil"
    assert await shop.money(order) == (59999, 0)


async def test_a_cancelled_order_gives_back_its_goods_and_its_money(shop, stage: Stage):
    phone, ann = await shop.stock(on_hand=3), customer()
    order = await shop.order(phone, actor=ann)
    await shop.settle()
    await stage.do(CancelOrder(order_id=order.order_id), ann)
    assert await shop.stage_of(order) == "Cancelling"
    await shop.settle()
    row = await shop.row(order)
    assert (row["status"], row["stage"], row["why"]) == ("Cancelled", "Cancelled", "cancelled_by_customer")
    assert await shop.stock_of(phone) == (3, 0)
    assert await shop.money(order) == (59999, 59999)
    assert row["captured_minor"] == row["refunded_minor"]


async def test_the_goods_of_an_order_that_costs_nothing_stay_promised_until_they_are_sent(shop, stage: Stage):
    """Nobody is charged, but the promise must be held all the same: otherwise it ends after an hour."""
    phone = await shop.stock(on_hand=3)
    await stage.do(AddCoupon(code="GIFT", wishes=CouponWishes(percent="100")), SYSTEM)
    order = await shop.order(phone, coupon="GIFT")
    await shop.settle()
    assert (await shop.stage_of(order), await shop.stock_of(phone)) == ("ReadyToFulfil", (3, 1))
    stage.clock.advance(hours=2)
    await stage.do(RunJob(type=ExpireReservations.wire, arguments={}), staff("souk:run-jobs"))
    await stage.work()
    assert await shop.stock_of(phone) == (3, 1)
    await stage.do(SendParcel(order_id=order.order_id), SYSTEM)
    await shop.settle()
    assert (await shop.stage_of(order), await shop.stock_of(phone)) == ("Fulfilled", (2, 0))
    assert await shop.money(order) == (0, 0)


async def test_cancelling_before_anything_has_happened_charges_nothing(shop, stage: Stage):
    phone, ann = await shop.stock(on_hand=3), customer()
    order = await shop.order(phone, actor=ann)
    await stage.do(CancelOrder(order_id=order.order_id), ann)
    await shop.settle()
    assert await shop.stage_of(order) == "Cancelled"
    assert await shop.stock_of(phone) == (3, 0)
    assert await shop.money(order) == (0, 0)


async def test_two_parcels_a_return_and_its_refund(shop, stage: Stage):
    phone, ann = await shop.stock(on_hand=5, cents=10000), customer()
    order = await shop.order(phone, 3, actor=ann)
    await shop.settle()
    id = order.order_id
    await stage.do(SendParcel(order_id=id, goods=(Goods(variant_id=phone, quantity=1),)), SYSTEM)
    assert await shop.stage_of(order) == "PartiallyFulfilled"
    await stage.do(SendParcel(order_id=id), SYSTEM)
    await shop.settle()
    assert await shop.stage_of(order) == "Fulfilled"
    assert await shop.stock_of(phone) == (2, 0)
    await stage.do(MarkDelivered(order_id=id), SYSTEM)
    goods = (Goods(variant_id=phone, quantity=2),)
    back = await stage.do(RequestReturn(order_id=id, goods=goods, reason="too big"), ann)
    came = (
        CameBackGoods(variant_id=phone, quantity=1, restock=True),
        CameBackGoods(variant_id=phone, quantity=1, restock=False),
    )
    await stage.do(ReceiveReturn(order_id=id, return_id=back.id, came=came), SYSTEM)
    await shop.settle()
    assert await shop.stage_of(order) == "PartiallyReturned"
    assert await shop.stock_of(phone) == (3, 0)
    assert await shop.money(order) == (30000, 20000)


async def test_a_part_that_is_not_sent_is_released_and_refunded(shop, stage: Stage):
    phone = await shop.stock(on_hand=5, cents=10000)
    order = await shop.order(phone, 3)
    await shop.settle()
    goods = (Goods(variant_id=phone, quantity=2),)
    await stage.do(CallOffOrder(order_id=order.order_id, reason="broken", goods=goods), SYSTEM)
    await shop.settle()
    assert await shop.stage_of(order) == "ReadyToFulfil"
    assert await shop.stock_of(phone) == (5, 1)
    assert await shop.money(order) == (30000, 20000)


async def test_a_guest_sees_the_order_by_its_token_and_nobody_else_does(shop, stage: Stage):
    order = await shop.order(await shop.stock(), actor=ANONYMOUS)
    await shop.settle()
    path = f"/api/orders/{order.order_id}"
    for actor, headers, status in (
        (None, {}, 404),
        (None, {"X-Guest-Token": "x" * 43}, 404),
        (customer(), {}, 404),
        (None, {"X-Guest-Token": order.guest_token}, 200),
    ):
        async with stage.client(actor, **headers) as client:
            answer = await client.get(path)
        assert answer.status_code == status
    assert answer.json()["stage"] == "ReadyToFulfil"
    assert answer.json()["payments"][0]["status"] == "captured"


async def test_an_order_takes_at_most_fourteen_commits_from_placing_to_confirmation(shop, stage: Stage):
    phone = await shop.stock()
    await shop.order(phone)
    await shop.settle()
    with trips_of(*stage.registry.names) as trips:
        await shop.order(phone)
        await shop.settle()
    confirmed = next(n for n, trip in enumerate(trips) if "orders.order_confirmed" in str(trip.values))
    commits = [trip.module for trip in trips[:confirmed] if trip.statement == "COMMIT"]
    assert len(commits) + 1 <= 14, " ".join(commits)


async def test_placing_an_order_takes_at_most_eight_round_trips(shop, stage: Stage):
    """Each statement is one, and a transaction has two more: its BEGIN and its COMMIT."""
    phone = await shop.stock()
    await shop.order(phone)
    with trips_of(*stage.registry.names) as trips:
        await shop.order(phone)
    assert trips[-1].statement == "COMMIT"
    assert counted(trips) <= 8, "\n".join(trip.statement for trip in trips)
