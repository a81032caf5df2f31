"""Staff look through all payments."""

from modules.payments.contracts.commands import VoidPayment
from souk.kernel import new_id
from souk.testing import Stage, customer, staff

PATH = "/api/admin/payments"
SUPPORT = staff("payments:see")


async def listed(stage: Stage, **parameters):
    async with stage.client(SUPPORT) as client:
        answer = await client.get(PATH, params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_goes_through_all_of_them_page_by_page_the_newest_first(stage: Stage, till):
    asked = []
    for _ in range(5):
        asked.append(str((await till.ask()).payment_id))
        stage.clock.advance(seconds=1)
    seen, cursor = [], {}
    while True:
        page = await listed(stage, pageSize="2", **cursor)
        seen += [item["id"] for item in page["items"]]
        if page["nextCursor"] is None:
            break
        cursor = {"cursor": page["nextCursor"]}
    assert seen == asked[::-1]


async def test_shows_amounts_in_major_units(stage: Stage, till):
    await till.pay()
    (item,) = (await listed(stage))["items"]
    assert (item["amount"], item["captured"], item["currency"]) == (599.99, 599.99, "EUR")


async def test_filters_by_status_order_and_provider(stage: Stage, till):
    paid = await till.pay()
    failed = await till.pay("tok_declined")
    assert [i["id"] for i in (await listed(stage, status="failed"))["items"]] == [str(failed.payment_id)]
    mine = await listed(stage, orderId=str(paid.order_id))
    assert [item["id"] for item in mine["items"]] == [str(paid.payment_id)]
    assert (await listed(stage, provider="stripe"))["items"] == []


async def test_tombstones_are_not_payments(stage: Stage):
    await stage.do(VoidPayment(payment_id=new_id(), order_id=new_id(), reason="x"))
    assert (await listed(stage))["items"] == []


async def test_refuses_a_cursor_of_its_own_making(stage: Stage):
    async with stage.client(SUPPORT) as client:
        assert (await client.get(PATH, params={"cursor": "AAAA"})).status_code == 400


async def test_is_for_staff_who_may(stage: Stage):
    for actor, status in ((None, 401), (customer(), 403), (staff("payments:refund"), 403)):
        async with stage.client(actor) as client:
            assert (await client.get(PATH)).status_code == status
