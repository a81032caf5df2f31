"""The total that lists show is compared with the cards there are, and put right while they come and go."""

import asyncio

import psycopg
import pytest

from modules.catalog.contracts.read_models import RecountCards
from modules.catalog.recount_cards.handler import recount_cards
from souk.messages import SYSTEM, Context


@pytest.mark.parametrize(
    "wrong", ["UPDATE catalog.card_count SET cards = cards + 7", "TRUNCATE catalog.card_count"]
)
async def test_finds_and_mends_a_wrong_count(goods, stage, wrong):
    await goods.category("Audio")
    for number in range(3):
        await goods.product(f"Aura {number}", "audio")
    await stage.owner(wrong)
    off = 3 - await counted(stage)
    assert await stage.do(RecountCards(only_checking=True), SYSTEM) == off
    assert await stage.do(RecountCards(), SYSTEM) == off
    assert await stage.do(RecountCards(only_checking=True), SYSTEM) == 0
    assert await counted(stage) == 3


async def test_counts_right_what_goes_while_it_counts(goods, stage, database):
    await goods.category("Audio")
    for number in range(3):
        await goods.product(f"Aura {number}", "audio")
    await stage.owner("UPDATE catalog.card_count SET cards = cards + 7")
    async with await psycopg.AsyncConnection.connect(database.url) as other:
        await other.execute("DELETE FROM catalog.product_card WHERE slug = 'aura-1'")
        counting = stage.runtime.switchboard.transaction("catalog", Context(actor=SYSTEM))
        await recount_cards(counting, RecountCards())
        await other.commit()
    await counting.commit()
    await counting.close(None)
    assert await counted(stage) == 2


async def test_two_who_count_at_once_put_it_right_once(goods, stage):
    await goods.category("Audio")
    await goods.product("Aura", "audio")
    await stage.owner("UPDATE catalog.card_count SET cards = cards + 7")
    both = await asyncio.gather(*(stage.do(RecountCards(), SYSTEM) for _ in range(2)))
    assert sorted(both) == [-7, 0]
    assert await counted(stage) == 1


async def counted(stage) -> int:
    return (await stage.rows("SELECT coalesce(sum(cards), 0)::int AS n FROM catalog.card_count"))[0]["n"]
