"""What the doctor finds in orders."""

from modules.orders.audit_orders.handler import money_agrees, nobody_pays_twice, nobody_waits_in_vain
from modules.orders.send_parcel.handler import SendParcel
from modules.payments.contracts.queries import BookedTotal, BookedTotals, PaymentOfOrder, PaymentsOfOrders
from souk.database.committing import committing
from souk.messages import SYSTEM, Context
from souk.testing import Stage
from tests.orders.conftest import latest_payment


async def examine(stage: Stage, examination):
    transaction = stage.runtime.switchboard.transaction("orders", Context(actor=SYSTEM), reads=True)
    async with committing(transaction) as tx:
        return await examination(tx)


def books(stage: Stage, order, payment, captured):
    zero = captured - captured
    booked = PaymentOfOrder(
        payment_id=payment,
        order_id=order.order_id,
        status="captured",
        amount=captured,
        captured=captured,
        refunded=zero,
        failure=None,
        created_at=stage.clock.now(),
    )
    total = BookedTotal(
        captured=captured, refunded=zero, provider_captured=captured, provider_refunded=zero, pending=0
    )
    stage.fake(PaymentsOfOrders, [booked])
    stage.fake(BookedTotals, [total])


async def test_finds_nothing_where_the_books_agree(stage: Stage, paid):
    order = await paid()
    books(stage, order, await latest_payment(stage, order), order.total)
    for examination in (money_agrees, nobody_waits_in_vain, nobody_pays_twice):
        found = await examine(stage, examination)
        assert found.well, found


async def test_finds_a_cent_that_orders_and_payments_do_not_agree_on(stage: Stage, paid):
    order = await paid()
    books(stage, order, await latest_payment(stage, order), order.total)
    await stage.owner("UPDATE orders.order SET captured_minor = captured_minor - 1")
    found = await examine(stage, money_agrees)
    assert not found.well
    assert "off by 1," in found.figure


async def test_finds_an_order_that_nobody_looks_after(stage: Stage, paid):
    await paid()
    await stage.owner("UPDATE orders.order SET next_by = clock_timestamp() - interval '11 minutes'")
    assert not (await examine(stage, nobody_waits_in_vain)).well


async def test_finds_an_errand_that_nobody_runs(stage: Stage, paid):
    order = await paid()
    await stage.do(SendParcel(order_id=order.order_id), SYSTEM)
    await stage.owner("UPDATE orders.errand SET state = 'wanted', wanted_at = now() - interval '11 minutes'")
    assert not (await examine(stage, nobody_waits_in_vain)).well


async def test_finds_who_paid_twice(stage: Stage, paid):
    await paid()
    await stage.owner("UPDATE orders.order SET captured_minor = 2 * captured_minor")
    assert not (await examine(stage, nobody_pays_twice)).well
