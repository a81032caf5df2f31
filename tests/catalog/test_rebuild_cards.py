"""The read model is compared with the truth, and made anew."""

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
