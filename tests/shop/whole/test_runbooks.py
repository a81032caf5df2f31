"""What the runbooks have an operator type is understood by the database, and does what they say."""

import re
from pathlib import Path

import pytest

from modules.catalog.contracts.shelves import OfferedCategory, OfferedProduct, OfferedVariant, StockShelves
from shop.diagnosis import diagnose
from souk.kernel import Money
from souk.messages import SYSTEM
from souk.modules import Finding
from souk.testing import Stage, staff

PAGE = (Path(__file__).parents[3] / "docs/runbooks.md").read_text()
STATEMENTS = re.findall(r"^```sql\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
(PUT_RIGHT,) = (statement for statement in STATEMENTS if statement.startswith("UPDATE"))


async def stock_of(stage: Stage) -> Finding:
    (found,) = [each for each in await diagnose(stage.runtime, []) if each.check.startswith("S ")]
    return found


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda statement: statement.split("\n")[0][:40])
async def test_every_statement_is_understood(stage: Stage, statement: str):
    await stage.owner(statement)


async def test_stock_that_was_changed_by_hand_is_put_right_and_stays_so(stage: Stage):
    variant = OfferedVariant(sku="LAMP-1", price=Money(minor=1999, currency="EUR"), on_hand=5)
    lamp = OfferedProduct(slug="lamp", name="Lamp", category="lights", variants=(variant,))
    lights = OfferedCategory(slug="lights", name="Lights")
    await stage.do(StockShelves(categories=(lights,), products=(lamp,)), SYSTEM)
    await stage.owner("UPDATE catalog.stock SET on_hand = on_hand + 2")
    assert not (await stock_of(stage)).well
    await stage.owner(PUT_RIGHT.replace("'…'", "'LAMP-1'"))
    async with stage.client(staff("catalog:stock")) as client:
        counted = {"quantity": 4, "reason": "counted"}
        answer = await client.post("/api/admin/stock/LAMP-1/adjustments", json=counted)
    assert answer.json()["onHand"] == 4
    assert (await stock_of(stage)).well
