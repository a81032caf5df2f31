"""The timeline of an order."""

from modules.orders.cancel_order.handler import CancelOrder
from souk.testing import Stage, customer


async def test_tells_what_happened_by_whom_and_why(stage: Stage, paid):
    ann = customer()
    order = await paid(actor=ann)
    await stage.do(CancelOrder(order_id=order.order_id), ann)
    async with stage.client(ann) as client:
        answer = await client.get(f"/api/orders/{order.order_id}/timeline")
    moments = [(moment["what"], moment["by"], moment["why"]) for moment in answer.json()["items"]]
    assert moments == [
        ("AwaitingStock", "customer", "waits_for_stock"),
        ("AwaitingPayment", "system", "waits_for_payment"),
        ("payment_captured", "system", ""),
        ("ReadyToFulfil", "system", "to_be_sent"),
        ("Cancelling", "customer", "cancelled_by_customer"),
    ]
    assert answer.json()["items"][2]["amount"] == 599.99


async def test_the_tracker_knows_it_too(stage: Stage, paid):
    order = await paid()
    sql = "SELECT step, state FROM souk.workflow_step WHERE instance = :id ORDER BY id"
    steps = [(row["step"], row["state"]) for row in await stage.rows(sql, id=order.order_id)]
    assert ("awaiting_payment", "completed") in steps
    assert ("ready_to_fulfil", "started") in steps


async def test_is_not_for_others(stage: Stage, ordering):
    order = await ordering(actor=customer())
    async with stage.client(customer()) as client:
        assert (await client.get(f"/api/orders/{order.order_id}/timeline")).status_code == 404
