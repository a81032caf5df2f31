"""Running errands."""

from modules.catalog.contracts.commands import Acknowledged, CommitReservation, RecordPurchase
from modules.orders.contracts.events import ErrandWanted
from modules.orders.refund_order.handler import RefundOrder
from modules.orders.send_parcel.handler import SendParcel
from modules.payments.contracts.commands import RefundPayment
from souk.kernel import Refusal
from souk.messages import SYSTEM
from souk.testing import Stage, customer
from tests.orders.conftest import row_of


class NotReserved(Refusal):
    """As catalog would say."""


COMMITS = "SELECT id, state FROM orders.errand WHERE kind = 'commit'"


def refuses(_):
    raise NotReserved


async def test_is_done_once_however_often_it_is_announced(stage: Stage, paid):
    order = await paid(actor=customer())
    await stage.do(SendParcel(order_id=order.order_id), SYSTEM)
    await stage.settle()
    errands = await stage.rows("SELECT id, state FROM orders.errand WHERE order_id = :id", id=order.order_id)
    assert {errand["state"] for errand in errands} == {"done"}
    again = [ErrandWanted(order_id=order.order_id, errand_id=errand["id"]) for errand in errands]
    await stage.publish("orders", *again)
    await stage.settle()
    assert len(stage.received(CommitReservation)) == 1
    assert len(stage.received(RecordPurchase)) == 1


async def test_what_another_module_refuses_is_for_the_staff_to_solve(stage: Stage, paid):
    stage.fake(CommitReservation, refuses)
    order = await paid()
    await stage.do(SendParcel(order_id=order.order_id), SYSTEM)
    await stage.settle()
    row = await row_of(stage, order)
    assert (row["why"], row["detail"], row["next_who"]) == ("needs_staff", "not_reserved", "staff")
    ended = await stage.rows("SELECT state, reason, ended_at IS NULL AS open FROM orders.errand")
    assert ("failed", "not_reserved") in {(errand["state"], errand["reason"]) for errand in ended}
    assert [errand for errand in ended if errand["open"]] == []


async def test_a_refused_refund_can_be_made_again(stage: Stage, paid):
    stage.fake(RefundPayment, refuses)
    order = await paid()
    refund = RefundOrder(order_id=order.order_id, amount="599.99", reason="sorry")
    await stage.do(refund, SYSTEM)
    await stage.settle()
    assert (await row_of(stage, order))["refunds"][0]["state"] == "failed"
    (made,) = await stage.do(refund, SYSTEM)
    assert made.amount == order.total


async def test_is_tried_again_when_the_other_module_is_away(stage: Stage, paid):
    away = [ConnectionError(), ConnectionError()]

    def back_soon(_):
        if away:
            raise away.pop()
        return Acknowledged()

    stage.fake(CommitReservation, back_soon)
    order = await paid()
    await stage.do(SendParcel(order_id=order.order_id), SYSTEM)
    await stage.settle()
    while away or await stage.rows("SELECT FROM souk.hold"):  # it rests longer after each failure
        await stage.owner("UPDATE souk.hold SET until = clock_timestamp()")
        await stage.settle()
    assert [row["state"] for row in await stage.rows(COMMITS)] == ["done"]
    assert (await row_of(stage, order))["why"] == "on_its_way"
