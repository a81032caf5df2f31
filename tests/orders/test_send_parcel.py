"""Sending parcels."""

from modules.catalog.contracts.commands import CommitReservation, RecordPurchase
from modules.catalog.contracts.events import StockReserved
from modules.orders.contracts.events import OrderFulfilled
from modules.orders.domain.errands import Goods
from modules.orders.domain.lines import TooMany
from modules.orders.domain.sending import NotInThisOrder
from modules.orders.domain.stages import NotPossibleNow
from modules.orders.send_parcel.handler import SendParcel
from modules.payments.contracts.commands import CapturePayment
from modules.payments.contracts.events import PaymentAuthorized
from souk.kernel import new_id
from souk.messages import SYSTEM
from souk.testing import Stage, customer, staff
from tests.orders.conftest import latest_payment


async def test_two_parcels_make_it_fulfilled_and_each_takes_its_stock(stage: Stage, paid, shelf):
    phone, case = shelf.put(), shelf.put(cents=999)
    ann = customer()
    order = await paid(shelf.item(phone, 1), shelf.item(case, 2), actor=ann)
    path = f"/api/admin/orders/{order.order_id}/fulfilments"
    first = {
        "items": [{"variantId": str(phone.variant_id), "quantity": 1}],
        "carrier": "DHL",
        "trackingNumber": "JD0001",
        "trackingUrl": "https://dhl.test/JD0001",
    }
    async with stage.client(staff("orders:fulfil")) as client:
        partly = await client.post(path, json=first)
        whole = await client.post(path, json={})
    assert (partly.status_code, partly.json()["stage"]) == (201, "PartiallyFulfilled")
    assert (whole.json()["stage"], whole.json()["status"]) == ("Fulfilled", "Processing")
    assert whole.json()["fulfilments"][0]["trackingNumber"] == "JD0001"
    await stage.settle()
    taken = [[line.quantity for line in parcel.lines] for parcel in stage.received(CommitReservation)]
    assert taken == [[1], [2]]
    assert [event.complete for event in await stage.published(OrderFulfilled)] == [False, True]
    (bought,) = stage.received(RecordPurchase)
    assert (bought.person_id, set(bought.product_ids)) == (ann.id, {phone.product_id, case.product_id})


async def test_takes_the_money_that_was_only_reserved_with_the_first_parcel(stage: Stage, ordering, hear):
    order = await ordering()
    await hear(StockReserved(reservation_id=order.order_id))
    payment = await latest_payment(stage, order)
    await hear(PaymentAuthorized(payment_id=payment, order_id=order.order_id, amount=order.total))
    await stage.do(SendParcel(order_id=order.order_id), SYSTEM)
    await stage.settle()
    assert [capture.amount for capture in stage.received(CapturePayment)] == [order.total]


async def test_refuses_more_than_was_ordered_and_what_was_not(stage: Stage, paid, shelf):
    phone = shelf.put()
    order = await paid(shelf.item(phone, 1))
    for variant, refusal in ((phone.variant_id, TooMany), (new_id(), NotInThisOrder)):
        goods = (Goods(variant_id=variant, quantity=2),)
        await stage.scenario.do(SendParcel(order_id=order.order_id, goods=goods), SYSTEM).then_refused(
            refusal
        )


async def test_refuses_to_send_what_is_not_paid(stage: Stage, ordering):
    order = await ordering()
    await stage.scenario.do(SendParcel(order_id=order.order_id), SYSTEM).then_refused(NotPossibleNow)
