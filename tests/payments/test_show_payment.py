"""Staff look at one payment."""

from modules.payments.contracts.commands import VoidPayment
from souk.kernel import new_id
from souk.testing import Stage, staff


async def show(stage: Stage, id):
    async with stage.client(staff("payments:see")) as client:
        return await client.get(f"/api/admin/payments/{id}")


async def test_shows_what_was_wanted_and_what_happened(stage: Stage, till):
    paid = await till.pay(minor=1000)
    await stage.do(VoidPayment(payment_id=paid.payment_id, order_id=paid.order_id, reason="cancelled"))
    await till.settle()
    shown = (await show(stage, paid.payment_id)).json()
    assert [(wish["kind"], wish["progress"]) for wish in shown["operations"]] == [
        ("charge", "done"),
        ("refund", "done"),
    ]
    assert [(line["happening"], line["amount"]) for line in shown["ledger"]] == [
        ("authorized", 10.0),
        ("captured", 10.0),
        ("refunded_the_rest", 10.0),
    ]
    assert (shown["status"], shown["refundable"]) == ("refunded", 0.0)


async def test_knows_no_others_and_no_tombstones(stage: Stage):
    stone = new_id()
    await stage.do(VoidPayment(payment_id=stone, order_id=new_id(), reason="x"))
    for id in (new_id(), stone):
        assert (await show(stage, id)).status_code == 404


async def test_never_shows_the_token(stage: Stage, till):
    paid = await till.pay("tok_slow")
    assert "tok_slow" not in (await show(stage, paid.payment_id)).text
