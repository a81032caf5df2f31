"""Asking which products there are."""

from modules.catalog.contracts.queries import FindProducts, FoundProducts
from souk.testing import Stage


async def test_tells_which_slugs_belong_to_a_product_whatever_its_state(stage: Stage, goods):
    await goods.category("Audio")
    for name in ("Aura", "Brio", "Cleo"):
        await goods.product(name, "audio")
    await goods.product("Draft", "audio", draft=True)
    await stage.rows("UPDATE catalog.product SET status = 'retired' WHERE slug = 'brio' RETURNING 1")
    found = await stage.ask(FindProducts(slugs=("aura", "brio", "draft", "nothing")))
    assert sorted(found.slugs) == ["aura", "brio", "draft"]
    assert found.total == 4


async def test_an_empty_shop_has_none(stage: Stage):
    assert await stage.ask(FindProducts(slugs=("aura",))) == FoundProducts(slugs=[], total=0)
    assert await stage.ask(FindProducts()) == FoundProducts(slugs=[], total=0)


async def test_takes_ten_thousand_at_once(stage: Stage):
    slugs = tuple(f"product-{number}" for number in range(10_000))
    assert (await stage.ask(FindProducts(slugs=slugs))).slugs == []
