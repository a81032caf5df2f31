"""Pages far behind the beginning are read from whichever end is nearer: what they show does not tell."""

import json

import pytest

from modules.catalog.domain.sorting import Sort
from modules.catalog.list_products.handler import ListProducts
from souk.testing import Stage

CARDS = 3000
SIZE = 20
FILL = f"""
INSERT INTO catalog.category (id, slug, name, path, version)
SELECT i, 'audio', 'Audio', ARRAY[i], 1 FROM (SELECT gen_random_uuid() AS i) one;

INSERT INTO catalog.product (
    id, slug, name, description, category_id, status, attributes, media, created_at, updated_at, version
)
SELECT ('00000000-0000-7000-9000-' || lpad(n::text, 12, '0'))::uuid, 'p-' || n, 'Name ' || n % 700, '',
    category.id, 'active', '[]', '[]', now(), now(), 1
FROM generate_series(1, {CARDS}) n, catalog.category;

INSERT INTO catalog.product_card (
    product_id, slug, price_minor, rating, name_key, facets, skus, words, card, page, compiled_at
)
SELECT id, slug, hashtext(slug) % 500, abs(hashtext(slug)) % 40 / 8.0, lower(name),
    '{{stock:yes}}', '{{}}', '', convert_to(to_json(slug)::text, 'UTF8'), '', now()
FROM catalog.product
"""  # noqa: S608 - our own words
ORDERS = {
    Sort.NEWEST: "product_id DESC",
    Sort.NAME: "name_key, product_id DESC",
    Sort.NAME_DOWN: "name_key DESC, product_id DESC",
    Sort.PRICE: "price_minor, product_id DESC",
    Sort.PRICE_DOWN: "price_minor DESC, product_id DESC",
    Sort.RATING: "rating DESC, product_id DESC",
}


@pytest.mark.parametrize("in_stock", [None, True])
async def test_each_page_shows_what_follows_the_page_before(stage: Stage, in_stock: bool | None):
    await stage.owner(FILL)
    for sort, order in ORDERS.items():
        rows = await stage.rows(f"SELECT slug FROM catalog.product_card ORDER BY {order}")  # noqa: S608
        slugs = [row["slug"] for row in rows]
        for page in (1, 25, 26, 76, 125, 126, 149, 150, 151):
            query = ListProducts(page=page, page_size=SIZE, sort=sort, in_stock=in_stock)
            found = await stage.ask(query)
            expected = slugs[(page - 1) * SIZE : page * SIZE]
            assert ([json.loads(card) for card in found.cards], found.total) == (expected, CARDS), (
                sort,
                page,
            )


async def test_the_last_page_may_be_short(stage: Stage):
    await stage.owner(FILL)
    found = await stage.ask(ListProducts(page=43, page_size=70))
    assert [json.loads(card) for card in found.cards] == [f"p-{n}" for n in range(60, 0, -1)]
