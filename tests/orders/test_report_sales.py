"""Reporting what was sold."""

from datetime import date, timedelta

import pytest

from modules.orders.report_sales.handler import DaysTheWrongWayRound, Grouping, ReportSales, ReportTooLong
from modules.orders.report_sales.job import SendDailyReport, send_daily_report
from modules.users.contracts.commands import NotifyUser
from souk.database.committing import committing
from souk.messages import SYSTEM, Context, LacksCapability
from souk.testing import Stage, customer, staff

PATH = "/api/admin/reports/sales"
READER = staff("orders:report")


@pytest.fixture
def two_days(stage: Stage, paid, shelf):
    """Phones and cases, sold on two days."""

    async def sold() -> None:
        phone = shelf.put(cents=50000, name="=Phone", category_path=("electronics", "phones"), available=99)
        case = shelf.put(cents=1000, name="Case", category_path=("electronics",), available=99)
        await paid(shelf.item(phone, 1), shelf.item(case, 2))
        await paid(shelf.item(case, 1))
        stage.clock.advance(days=1)
        await paid(shelf.item(phone, 2))

    return sold


async def report(stage: Stage, *by: Grouping) -> list[tuple]:
    rows = (await stage.ask(ReportSales(by=frozenset(by)), READER)).rows
    return [(row.product or row.category, row.orders, row.quantity, row.revenue.minor) for row in rows]


async def test_adds_up_by_product_and_by_category(stage: Stage, two_days):
    await two_days()
    by_product = await report(stage, Grouping.PRODUCT)
    assert by_product == [("=Phone", 2, 3, 150000), ("Case", 2, 3, 3000)]
    by_category = await report(stage, Grouping.CATEGORY)
    assert by_category == [("phones", 2, 3, 150000), ("electronics", 2, 3, 3000)]


async def test_adds_up_by_day_and_category_as_the_api_shows_it(stage: Stage, two_days):
    await two_days()
    today = stage.clock.now().date()
    yesterday = today - timedelta(days=1)
    async with stage.client(READER) as client:
        whole = await client.get(f"{PATH}?from={yesterday}&to={today}&groupBy=day,category")
        days = (await client.get(PATH)).json()["items"]
        one = (await client.get(f"{PATH}?from={today}&to={today}")).json()
    assert whole.status_code == 200, whole.text
    assert [(item["day"], item["category"], item["revenue"]) for item in whole.json()["items"]] == [
        (str(yesterday), "phones", 500.0),
        (str(yesterday), "electronics", 30.0),
        (str(today), "phones", 1000.0),
    ]
    assert [(item["day"], item["orders"], item["gross"]) for item in days] == [
        (str(yesterday), 2, 530.0),
        (str(today), 1, 1000.0),
    ]
    assert (one["from"], one["to"], len(one["items"])) == (str(today), str(today), 1)


async def test_the_table_says_the_same_and_no_name_is_a_formula(stage: Stage, two_days):
    await two_days()
    async with stage.client(READER) as client:
        answer = await client.get(f"{PATH}.csv?groupBy=product")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"].startswith('attachment; filename="sales-')
    head, phone, case = answer.text.split("\r\n")[:3]
    assert head == "day,productId,product,category,currency,orders,quantity,gross,discount,tax,revenue"
    assert phone.split(",")[2:] == ["'=Phone", "", "EUR", "2", "3", "1500.00", "0.00", "0.00", "1500.00"]
    assert case.split(",")[2] == "Case"


async def test_of_days_without_sales_there_is_nothing_to_say(stage: Stage):
    assert await report(stage, Grouping.DAY) == []


async def test_refuses_days_that_make_no_report(stage: Stage):
    day = date(2026, 1, 1)
    for since, until, refusal in (
        (day, day - timedelta(days=1), DaysTheWrongWayRound),
        (day, day + timedelta(days=367), ReportTooLong),
    ):
        with pytest.raises(refusal):
            await stage.ask(ReportSales(since=since, until=until), SYSTEM)


@pytest.mark.parametrize("query", ["from=yesterday", "to=2026-02-30", "groupBy=customer", "groupBy=day,"])
async def test_refuses_what_is_malformed(stage: Stage, query):
    async with stage.client(READER) as client:
        assert (await client.get(f"{PATH}?{query}")).status_code == 400


async def test_is_for_who_may_see_it(stage: Stage):
    with pytest.raises(LacksCapability):
        await stage.ask(ReportSales(), customer())
    async with stage.client(staff("orders:read")) as client:
        assert (await client.get(f"{PATH}.csv")).status_code == 403


async def test_the_shop_is_told_each_morning_once_for_each_day(stage: Stage, two_days):
    await two_days()
    stage.clock.advance(days=1)
    for _ in range(2):
        context = Context(actor=SYSTEM)
        async with committing(stage.runtime.switchboard.transaction("orders", context)) as tx:
            await send_daily_report(tx, SendDailyReport(), mailbox="shop@souk.example")
    told = [letter for letter in stage.received(NotifyUser) if letter.template == "orders.daily_report"]
    assert told[0] == told[1]
    assert told[0].email == "shop@souk.example"
    assert told[0].values | {"day": ""} == {
        "day": "",
        "orders": "1",
        "quantity": "2",
        "revenue": "1000.00 EUR",
        "discount": "0.00 EUR",
        "best": "2 x =Phone",
    }


async def test_a_day_without_sales_is_told_too(stage: Stage):
    async with committing(stage.runtime.switchboard.transaction("orders", Context(actor=SYSTEM))) as tx:
        await send_daily_report(tx, SendDailyReport(), mailbox="shop@souk.example")
    (told,) = stage.received(NotifyUser)
    assert (told.values["orders"], told.values["revenue"], told.values["best"]) == ("0", "0", "-")
