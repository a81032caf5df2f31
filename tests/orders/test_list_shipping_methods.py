"""Looking at how parcels travel."""

from modules.orders.domain.pricing.shipping import Measure, ShippingMethod, ShippingTable, Step
from modules.orders.replace_shipping_table.handler import ReplaceShippingTable
from souk.messages import SYSTEM
from souk.testing import Stage

PATH = "/api/shipping-methods"


def method(code: str, *countries: str, price: int = 490) -> ShippingMethod:
    steps = (Step(begins=0, price_minor=price), Step(begins=5000, price_minor=0))
    return ShippingMethod(code=code, name=code.title(), currency="EUR", countries=countries, steps=steps)


async def test_a_new_shop_sends_everywhere_for_nothing(stage: Stage):
    async with stage.client() as client:
        answer = await client.get(f"{PATH}?country=NZ")
    assert [(item["code"], item["price"]) for item in answer.json()["items"]] == [("standard", 0.0)]


async def test_lists_what_goes_to_that_country_or_to_the_shops_own(stage: Stage):
    table = ShippingTable(methods=(method("alps", "CH", "AT"), method("home", "DE"), method("world")))
    await stage.do(ReplaceShippingTable(table=table, expected_version=0), SYSTEM)
    async with stage.client() as client:
        alps = (await client.get(f"{PATH}?country=CH")).json()["items"]
        home = (await client.get(PATH)).json()["items"]
    assert [item["code"] for item in alps] == ["alps", "world"]
    assert [item["code"] for item in home] == ["home", "world"]
    assert home[0]["steps"] == [{"from": 0.0, "price": 4.9}, {"from": 50.0, "price": 0.0}]
    assert home[0]["measure"] == Measure.TOTAL


async def test_refuses_what_is_no_country(stage: Stage):
    async with stage.client() as client:
        answer = await client.get(f"{PATH}?country=germany")
    assert answer.status_code == 400
