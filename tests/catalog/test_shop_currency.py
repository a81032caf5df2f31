"""The shop sells in a currency of its own choice: amounts in filters are counted in it."""

import pytest

from modules.catalog.add_category.handler import AddCategory
from modules.catalog.add_product.handler import AddProduct
from modules.catalog.domain.new_product import NewProduct, NewVariant
from modules.catalog.module import module
from souk.kernel import Money
from souk.messages import SYSTEM
from souk.testing import Stage, stage_of

database, stage = stage_of(module, names=["catalog"], values={"currency": "JPY"})


@pytest.mark.parametrize(("query", "found"), [("minPrice=500", 1), ("minPrice=501", 0), ("maxPrice=499", 0)])
async def test_filters_by_price_in_the_shops_currency(stage: Stage, query: str, found: int):
    await stage.do(AddCategory(name="Tea"), SYSTEM)
    variant = NewVariant(sku="TEA", price=Money(minor=500, currency="JPY"))
    await stage.do(AddProduct(product=NewProduct(name="Tea", category="tea", variants=(variant,))), SYSTEM)
    await stage.settle()
    async with stage.client() as client:
        answer = await client.get(f"/api/products?{query}")
    assert answer.json()["totalCount"] == found


async def test_refuses_more_decimals_than_the_currency_has(stage: Stage):
    async with stage.client() as client:
        answer = await client.get("/api/products?minPrice=5.50")
    assert answer.status_code in {400, 422}
