"""Staff see what has run low."""

import json

from modules.catalog.contracts.events import StockRanLow
from souk.kernel import new_id
from souk.testing import Stage


async def test_staff_who_look_after_stock_are_shown_what_is_left(stage: Stage):
    variant, product = new_id(), new_id()
    event = StockRanLow(variant_id=variant, product_id=product, available=2, threshold=5)
    await stage.publish("catalog", event)
    await stage.settle()
    (row,) = await stage.rows("SELECT * FROM souk.live_message")
    assert (row["kind"], row["capability"], row["person"]) == ("stock.low", "catalog:stock", None)
    assert json.loads(row["content"]) == {
        "variantId": str(variant),
        "productId": str(product),
        "available": 2,
    }
