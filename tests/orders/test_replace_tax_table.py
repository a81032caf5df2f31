"""Deciding what tax is due."""

import pytest

from modules.catalog.contracts.queries import QuoteVariants
from modules.orders.contracts.commands import OrderedItem
from modules.orders.contracts.queries import QuoteOrder
from souk.messages import StaffActed
from souk.testing import Stage, customer, staff
from tests.catalog.shelf import Shelf

PATH = "/api/admin/tax-rates"
PRICER = staff("orders:price")
RATES = {
    "homeCountry": "US",
    "pricesIncludeTax": False,
    "items": [
        {"country": "US", "percent": 10.75},
        {"country": "US", "category": "books", "percent": "8.875"},
    ],
}


async def test_holds_for_what_is_priced_from_then_on(stage: Stage):
    offers = Shelf(available=10, image_url=None)
    stage.fake(QuoteVariants, offers)
    aura = offers.add(2499)
    async with stage.client(PRICER) as client:
        put = await client.put(PATH, json=RATES, headers={"if-match": '"v0"'})
        shown = await client.get(PATH)
    assert put.status_code == 200, put.text
    assert shown.json() == put.json()
    assert [rate["percent"] for rate in shown.json()["items"]] == [10.75, 8.875]
    quote = await stage.ask(QuoteOrder(items=(OrderedItem(variant_id=aura.variant_id, quantity=1),)))
    assert (quote.country, quote.tax.minor, quote.total.minor) == ("US", 269, 2768)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"items": [RATES["items"][0]] * 2}, 409),
        ({"items": [{"country": "US", "percent": 100.5}]}, 400),
        ({"items": [{"country": "US", "percent": -1}]}, 400),
        ({"homeCountry": "usa"}, 400),
    ],
)
async def test_refuses_rates_that_make_no_sense(stage: Stage, changes, status):
    async with stage.client(PRICER) as client:
        answer = await client.put(PATH, json=RATES | changes, headers={"if-match": '"v0"'})
    assert answer.status_code == status, answer.text


async def test_a_change_says_what_it_is_based_on_and_is_put_down(stage: Stage):
    async with stage.client(PRICER) as client:
        assert (await client.put(PATH, json=RATES)).status_code == 428
        assert (await client.put(PATH, json=RATES, headers={"if-match": '"v1"'})).status_code == 412
        assert (await client.put(PATH, json=RATES, headers={"if-match": '"v0"'})).status_code == 200
    assert [acted.action for acted in await stage.published(StaffActed)] == ["replace_tax_rates"]


async def test_is_for_who_sets_prices(stage: Stage):
    async with stage.client(customer()) as client:
        assert (await client.put(PATH, json=RATES, headers={"if-match": '"v0"'})).status_code == 403
