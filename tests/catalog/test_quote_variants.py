"""What others are told of variants."""

from modules.catalog.contracts.queries import QuoteVariants
from modules.catalog.domain.media import Picture
from souk.kernel import Money, new_id
from souk.testing.trips import trips_of


async def test_tells_price_stock_and_place_of_each_in_one_statement(goods, stage, stock_room):
    await goods.category("Electronics")
    audio = await goods.category("Audio", "electronics")
    added = await goods.product(
        "Aura",
        "audio",
        goods.variant(euros=5, on_hand=7, sku="A", colour="red"),
        goods.variant(euros=6, sku="B", colour="blue"),
        media=(Picture(address="/a.jpg", alt="Aura"),),
    )
    first, second = (variant.id for variant in added.variants)
    await stock_room.reserve((first, 3))
    with trips_of("catalog") as sent:
        offers = await stage.ask(QuoteVariants(variant_ids=(first, second, new_id())))
    assert len(sent) == 1
    assert {offer.sku for offer in offers} == {"A", "B"}
    offer = next(offer for offer in offers if offer.variant_id == first)
    assert (offer.product_id, offer.slug, offer.name) == (added.id, "aura", "Aura")
    assert (offer.price, offer.available, offer.sellable) == (Money(minor=500, currency="EUR"), 4, True)
    assert (offer.category_id, offer.category_path) == (audio.id, ("electronics", "audio"))
    assert (offer.image_url, offer.options) == ("/a.jpg", {"colour": "red"})


async def test_a_product_stands_for_its_first_variant_that_is_sold(goods, stage):
    await goods.category("Audio")
    added = await goods.product("Aura", "audio", goods.variant(sku="A", n="1"), goods.variant(sku="B", n="2"))
    asked = QuoteVariants(product_ids=(added.id,))
    assert [offer.sku for offer in await stage.ask(asked)] == ["A"]
    await stage.owner("UPDATE catalog.variant SET retired = true WHERE sku = 'A'")
    assert [offer.sku for offer in await stage.ask(asked)] == ["B"]
    await stage.owner("UPDATE catalog.product SET status = 'retired'")
    assert [(offer.sku, offer.sellable) for offer in await stage.ask(asked)] == [("A", False)]
