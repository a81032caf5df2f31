"""The read model is compared with the truth, and made anew."""

import asyncio

import psycopg
import pytest

from modules.catalog.contracts.read_models import RebuildCards
from modules.catalog.tables.card_counting import recount_cards
from souk.messages import SYSTEM, Context


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


@pytest.mark.parametrize(
    "wrong", ["UPDATE catalog.card_count SET cards = cards + 7", "TRUNCATE catalog.card_count"]
)
async def test_finds_and_mends_a_wrong_count(goods, stage, wrong):
    await goods.category("Audio")
    for number in range(3):
        await goods.product(f"Aura {number}", "audio")
    await stage.owner(wrong)
    off = 3 - await counted(stage)
    piece = await stage.do(RebuildCards(most=2, only_checking=True), SYSTEM)
    rest = RebuildCards(after=piece.continue_after, only_checking=True)
    assert (piece.uncounted, (await stage.do(rest, SYSTEM)).uncounted) == (0, off)
    assert off == (await stage.do(RebuildCards(), SYSTEM)).uncounted
    assert (await stage.do(RebuildCards(only_checking=True), SYSTEM)).uncounted == 0
    assert await counted(stage) == 3


async def test_counts_right_what_goes_while_it_counts(goods, stage, database):
    await goods.category("Audio")
    for number in range(3):
        await goods.product(f"Aura {number}", "audio")
    await stage.owner("UPDATE catalog.card_count SET cards = cards + 7")
    async with await psycopg.AsyncConnection.connect(database.url) as other:
        await other.execute("DELETE FROM catalog.product_card WHERE slug = 'aura-1'")
        counting = stage.runtime.switchboard.transaction("catalog", Context(actor=SYSTEM))
        await recount_cards(counting)
        await other.commit()
    await counting.commit()
    await counting.close(None)
    assert await counted(stage) == 2


async def test_two_who_count_at_once_put_it_right_once(goods, stage):
    await goods.category("Audio")
    await goods.product("Aura", "audio")
    await stage.owner("UPDATE catalog.card_count SET cards = cards + 7")
    both = await asyncio.gather(*(stage.do(RebuildCards(), SYSTEM) for _ in range(2)))
    assert sorted(done.uncounted for done in both) == [-7, 0]
    assert await counted(stage) == 1


async def counted(stage) -> int:
    return (await stage.rows("SELECT coalesce(sum(cards), 0)::int AS n FROM catalog.card_count"))[0]["n"]
