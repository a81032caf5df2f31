"""With 100,000 products every hot query finds its way by an index; none reads a whole table."""

import json
from uuid import UUID

import psycopg
import pytest

from modules.catalog.browse_products.handler import BrowseProducts
from modules.catalog.browse_reviews.handler import BrowseReviews
from modules.catalog.contracts.queries import QuoteVariants
from modules.catalog.domain.sorting import Sort
from modules.catalog.inspect_product.handler import InspectProduct
from modules.catalog.list_low_stock.handler import ListLowStock
from modules.catalog.list_products.handler import ListProducts
from modules.catalog.list_reviews.handler import ListReviews
from modules.catalog.list_stock.handler import ListStock
from modules.catalog.module import module
from modules.catalog.show_product.handler import ShowProduct
from modules.catalog.suggest_products.handler import SuggestProducts
from souk.testing import Stage, stage_of
from souk.testing.trips import trips_of
from tests.catalog.conftest import EDITOR

pytestmark = pytest.mark.slow

PRODUCTS = 100_000
BIG = ("product_card", "card_label", "product", "variant", "stock", "review", "search_word")
FILL = """
INSERT INTO catalog.category (id, slug, name, path, version)
SELECT i, 'kind-' || n, 'Kind ' || n, ARRAY[i], 1
FROM (SELECT n, ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid AS i
      FROM generate_series(1, 10) n) k;

INSERT INTO catalog.product (
    id, slug, name, description, category_id, status, attributes, media, created_at, updated_at, version
)
SELECT i, 'p-' || n, 'Brand' || n % 26 || ' thing ' || n, 'A thing for every day.',
    ('00000000-0000-7000-8000-' || lpad((n % 10 + 1)::text, 12, '0'))::uuid, 'active', '[]', '[]',
    now(), now(), 1
FROM (SELECT n, ('00000000-0000-7000-9000-' || lpad(n::text, 12, '0'))::uuid AS i
      FROM generate_series(1, {count}) n) k;

INSERT INTO catalog.variant (
    id, product_id, sku, options, price_minor, currency, weight_grams, position
)
SELECT id, id, 'SKU-' || slug, '{{}}', 100 + (random() * 99900)::int, 'EUR', 100, 1 FROM catalog.product;

INSERT INTO catalog.stock (variant_id, on_hand, reserved, low_threshold)
SELECT id, CASE WHEN random() < 0.01 THEN 0 ELSE 20 END, 0, 5 FROM catalog.variant;

INSERT INTO catalog.review (id, product_id, stars, title, text, verified, state, written_at, version)
SELECT gen_random_uuid(), id, 4, '', '', false, 'approved', now(), 1
FROM (SELECT id FROM catalog.product ORDER BY id LIMIT 20000) k;

INSERT INTO catalog.search_word (word, shortened)
SELECT 'word' || n, ARRAY['word' || n, 'wrd' || n, 'wod' || n, 'ord' || n] FROM generate_series(1, {count}) n;

INSERT INTO catalog.product_card (
    product_id, slug, price_minor, rating, name_key, facets, skus, words, card, page, compiled_at
)
SELECT product.id, product.slug, price_minor, (random() * 5)::numeric(2, 1), lower(product.name),
    ARRAY['category:kind-' || (random() * 9 + 1)::int, 'stock:yes', 'attribute:colour=' || n % 10],
    ARRAY[lower(sku)], to_tsvector('english', product.name || ' ' || description), '\\x7b7d', '\\x7b7d', now()
FROM catalog.product JOIN catalog.variant ON variant.id = product.id,
    LATERAL (SELECT (random() * 1000)::int AS n) dice;
"""

database, stage = stage_of(module, names=["catalog"])
FIRST = UUID("00000000-0000-7000-9000-000000000001")


def nodes(plan: dict):
    yield plan
    for inner in plan.get("Plans", []):
        yield from nodes(inner)


class Explained:
    """The plans of all statements that a query sends."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._database = stage.runtime.databases["catalog"]

    async def of(self, query) -> list[dict]:
        with trips_of("catalog") as sent:
            await self._stage.ask(query, EDITOR)
        return [node for trip in sent for node in await self._explained(trip.statement, trip.values)]

    async def _explained(self, statement: str, parameters) -> list[dict]:
        async with self._database.engine.connect() as connection:
            found = await connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", parameters)
            plan = found.scalar_one()
        parsed = json.loads(plan) if isinstance(plan, str) else plan
        return list(nodes(parsed[0]["Plan"]))


HOT = {
    "a product by its slug": (ShowProduct(id_or_slug="p-500"), "product_card_slug"),
    "a product by its id": (ShowProduct(id_or_slug=str(FIRST)), "product_card_pkey"),
    "the newest": (ListProducts(), "card_label_pkey"),
    "a deep page": (ListProducts(page=2500), "card_label_pkey"),
    "the last page": (ListProducts(page=PRODUCTS // 20), "card_label_pkey"),
    "by price": (ListProducts(sort=Sort.PRICE), "card_label_by_price"),
    "by price, down": (ListProducts(sort=Sort.PRICE_DOWN), "card_label_by_price_down"),
    "by name": (ListProducts(sort=Sort.NAME), "card_label_by_name"),
    "by rating": (ListProducts(sort=Sort.RATING), "card_label_by_rating"),
    "a narrow price": (ListProducts(lowest="5.00", highest="5.20"), "card_label_by_price"),
    "in stock": (ListProducts(in_stock=True, sort=Sort.PRICE), "card_label_in_stock"),
    "in stock, from a price on": (ListProducts(in_stock=True, lowest="50.00"), "card_label_in_stock"),
    "in a category, of a colour": (
        ListProducts(category="kind-3", attributes={"colour": "7"}, in_stock=True),
        "card_label_facets",
    ),
    "a misspelled word": (ListProducts(search="wrod777"), "search_word_shortened"),
    "the newest, for staff": (BrowseProducts(limit=51), "product_pkey"),
    "one, for staff": (InspectProduct(product_id=FIRST), "product_pkey"),
    "reviews to be decided": (BrowseReviews(limit=51), "review_in_state"),
    "a word": (ListProducts(search="brand7 777"), "card_label_words"),
    "a sku": (ListProducts(search="sku-p-777"), "card_label_skus"),
    "a beginning": (SuggestProducts(beginning="brand7 777"), "card_label_words"),
    "offers of variants": (QuoteVariants(variant_ids=(FIRST,)), "variant_pkey"),
    "offers of products": (QuoteVariants(product_ids=(FIRST,)), "variant"),
    "what runs out": (ListLowStock(limit=50), "stock_low"),
    "the stock": (ListStock(limit=50), "stock_pkey"),
    "reviews": (ListReviews(product_id=FIRST), "review_of_product"),
}


async def test_each_hot_query_uses_its_index_at_100_000_products(stage: Stage, database):
    await stage.owner(FILL.format(count=PRODUCTS))
    async with await psycopg.AsyncConnection.connect(database.url, autocommit=True) as owner:
        await owner.execute("VACUUM ANALYZE")  # as autovacuum does: an index alone tells what all may see
    explained, wrong = Explained(stage), {}
    for name, (query, index) in HOT.items():
        plans = await explained.of(query)
        used = {node["Index Name"] for node in plans if "Index Name" in node}
        walked = [
            node["Relation Name"]
            for node in plans
            if node["Node Type"] == "Seq Scan" and node["Relation Name"] in BIG
        ]
        if not any(each.startswith(index) for each in used) or walked:
            wrong[name] = (sorted(used), walked)
    assert wrong == {}
