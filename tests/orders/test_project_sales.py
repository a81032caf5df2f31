"""The sales of each order, kept as the order is."""

from modules.orders.cancel_order.handler import CallOffOrder, CancelOrder
from modules.orders.contracts.events import OrderConfirmed
from modules.orders.domain.errands import Goods
from modules.orders.domain.returning import CameBackGoods
from modules.orders.project_sales.subscriber import sell_confirmed
from modules.orders.receive_return.handler import ReceiveReturn
from modules.orders.request_return.handler import RequestReturn
from modules.orders.send_parcel.handler import SendParcel
from modules.payments.contracts.events import PaymentVoided
from souk.database.committing import committing
from souk.messages import SYSTEM, Context
from souk.testing import Stage, customer
from tests.orders.conftest import latest_payment


async def sold(stage: Stage) -> list[tuple[int, int]]:
    rows = await stage.rows("SELECT quantity, revenue FROM orders.sale ORDER BY revenue")
    return [(row["quantity"], row["revenue"]) for row in rows]


async def test_what_is_paid_is_sold_and_what_is_not_is_not(stage: Stage, ordering, paid, shelf):
    await ordering()
    phone, case = shelf.put(cents=59999), shelf.put(cents=1000)
    order = await paid(shelf.item(phone, 1), shelf.item(case, 3))
    assert await sold(stage) == [(3, 3000), (1, 59999)]
    rows = await stage.rows("SELECT order_id, category, name, currency FROM orders.sale WHERE quantity = 1")
    assert tuple(rows[0].values()) == (order.order_id, "electronics", "Phone", "EUR")


async def test_what_is_given_up_is_no_sale(stage: Stage, paid, hear):
    ann = customer()
    order = await paid(actor=ann)
    await stage.do(CancelOrder(order_id=order.order_id), ann)
    await stage.settle()
    await hear(PaymentVoided(payment_id=await latest_payment(stage, order), order_id=order.order_id))
    assert await sold(stage) == [(0, 0)]


async def test_what_is_called_off_or_comes_back_is_taken_out(stage: Stage, paid, shelf):
    ann, phone = customer(), shelf.put(cents=1000, available=9)
    order = await paid(shelf.item(phone, 5), actor=ann)
    one = (Goods(variant_id=phone.variant_id, quantity=1),)
    await stage.do(CallOffOrder(order_id=order.order_id, reason="broken", goods=one), SYSTEM)
    await stage.settle()
    assert await sold(stage) == [(4, 4000)]
    await stage.do(SendParcel(order_id=order.order_id), SYSTEM)
    back = await stage.do(RequestReturn(order_id=order.order_id, goods=one, reason="too big"), ann)
    came = (CameBackGoods(variant_id=phone.variant_id, quantity=1, restock=True),)
    await stage.do(ReceiveReturn(order_id=order.order_id, return_id=back.id, came=came), SYSTEM)
    await stage.settle()
    assert await sold(stage) == [(3, 3000)]


async def test_hearing_it_again_and_late_changes_nothing(stage: Stage, paid, shelf):
    order = await paid(shelf.item(shelf.put(cents=1000), 2))
    await stage.rows("UPDATE orders.sale SET order_version = order_version + 100, quantity = 1 RETURNING 1")
    for expected in ((1, 2000), (2, 2000)):
        async with committing(stage.runtime.switchboard.transaction("orders", Context())) as tx:
            events = [OrderConfirmed(order_id=order.order_id, person_id=None)] * 2
            await sell_confirmed(tx, events)
        assert await sold(stage) == [expected]
        await stage.rows("UPDATE orders.sale SET order_version = 0 RETURNING 1")
