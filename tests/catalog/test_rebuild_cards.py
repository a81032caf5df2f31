"""The read model is compared with the truth, and made anew."""

import pytest

from modules.catalog.contracts.read_models import RebuildCards
from souk.messages import SYSTEM


async def test_finds_and_mends_what_has_drifted(goods, stage):
    await goods.category("Audio")
    wrong, missing, superfluous, right = [
        (await goods.product(name, "audio")).id for name in ("Wrong", "Missing", "Superfluous", "Right")
    ]
    await stage.owner("UPDATE catalog.product SET name = 'Changed' WHERE slug = 'wrong'")
    await stage.owner("DELETE FROM catalog.product_card WHERE slug = 'missing'")
    await stage.owner("UPDATE catalog.product SET status = 'retired' WHERE slug = 'superfluous'")
    checked = await stage.do(RebuildCards(only_checking=True), SYSTEM)
    assert set(checked.drifted) == {wrong, missing, superfluous}
    assert set((await stage.do(RebuildCards(), SYSTEM)).drifted) == {wrong, missing, superfluous}
    assert (await stage.do(RebuildCards(only_checking=True), SYSTEM)).drifted == []
    rows = await stage.rows("SELECT product_id FROM catalog.product_card")
    assert {row["product_id"] for row in rows} == {wrong, missing, right}


async def test_goes_through_all_of_them_piece_by_piece(goods, stage):
    await goods.category("Audio")
    for number in range(5):
        await goods.product(f"Aura {number}", "audio")
    first = await stage.do(RebuildCards(most=3), SYSTEM)
    second = await stage.do(RebuildCards(most=3, after=first.continue_after), SYSTEM)
    assert (first.looked_at, second.looked_at, second.continue_after) == (3, 2, None)


WITHOUT_CARD = """
ALTER TABLE catalog.product_card DISABLE TRIGGER label_removed;
DELETE FROM catalog.product_card;
ALTER TABLE catalog.product_card ENABLE TRIGGER label_removed
"""


@pytest.mark.parametrize(
    "wrong",
    [
        "DELETE FROM catalog.card_label",
        "UPDATE catalog.card_label SET price_minor = price_minor + 1",
        "UPDATE catalog.card_label SET facets = '{}'",
        WITHOUT_CARD,
    ],
)
async def test_finds_and_mends_a_wrong_label(goods, stage, wrong):
    await goods.category("Audio")
    aura = await goods.product("Aura", "audio")
    await stage.owner(wrong)
    assert (await stage.do(RebuildCards(only_checking=True), SYSTEM)).drifted == [aura.id]
    await stage.do(RebuildCards(), SYSTEM)
    assert (await stage.do(RebuildCards(only_checking=True), SYSTEM)).drifted == []
    await stage.owner("UPDATE catalog.product SET status = 'retired'")
    await stage.do(RebuildCards(), SYSTEM)
    assert await stage.rows("SELECT product_id FROM catalog.card_label") == []
