"""Finance look at what differs."""

from modules.payments.reconcile_books.job import ReconcileBooks
from souk.testing import Stage, customer, staff

PATH = "/api/admin/payments/reconciliation"
FINANCE = staff("payments:reconcile")


async def test_shows_the_newest_comparison_page_by_page(stage: Stage, till, do_job):
    asked = [await till.pay(minor=1000) for _ in range(3)]
    await stage.owner("UPDATE payments.sandbox_charge SET captured_minor = 900")
    stage.clock.advance(hours=1)
    await do_job(ReconcileBooks())
    stage.clock.advance(hours=1)
    await do_job(ReconcileBooks())
    async with stage.client(FINANCE) as client:
        first = (await client.get(PATH, params={"pageSize": 2})).json()
        second = (await client.get(PATH, params={"pageSize": 2, "cursor": first["nextCursor"]})).json()
    assert [each["differences"] for each in first["comparisons"]] == [3]
    seen = [item["paymentId"] for item in (*first["items"], *second["items"])]
    assert sorted(seen) == sorted(str(each.payment_id) for each in asked)
    assert second["nextCursor"] is None
    assert (first["items"][0]["booked"], first["items"][0]["found"]) == ("10.00 EUR", "9.00 EUR")


async def test_is_empty_before_the_first(stage: Stage):
    async with stage.client(FINANCE) as client:
        assert (await client.get(PATH)).json() == {"comparisons": [], "items": [], "nextCursor": None}


async def test_is_for_finance(stage: Stage):
    for actor, status in ((None, 401), (customer(), 403), (staff("payments:see"), 403)):
        async with stage.client(actor) as client:
            assert (await client.get(PATH)).status_code == status
