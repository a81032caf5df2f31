"""The read model of the storefront: each product on sale in its finished shape, and what it is found by."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR

from modules.catalog.tables.schema import metadata


def _what_it_is_found_by() -> list[Column[Any]]:
    return [
        Column("price_minor", BigInteger, nullable=False),
        Column("rating", Float, nullable=False),
        Column("name_key", String(collation="C"), nullable=False),
        Column("facets", ARRAY(String(collation="C")), nullable=False),
        Column("skus", ARRAY(String(collation="C")), nullable=False),
        Column("words", TSVECTOR, nullable=False),
    ]


product_cards = Table(
    "product_card",
    metadata,
    Column("product_id", Uuid, ForeignKey("catalog.product.id"), primary_key=True),
    Column("slug", String, nullable=False),
    *_what_it_is_found_by(),
    Column("card", LargeBinary, nullable=False),
    Column("page", LargeBinary, nullable=False),
    Column("compiled_at", DateTime(timezone=True), nullable=False),
    Index("product_card_slug", "slug", unique=True),
)

card_labels = Table(
    "card_label",
    metadata,
    Column("product_id", Uuid, primary_key=True),
    *_what_it_is_found_by(),
    Index("card_label_by_name", "name_key", text("product_id DESC")),
    Index("card_label_by_price", "price_minor", text("product_id DESC")),
    Index("card_label_by_price_down", text("price_minor DESC"), text("product_id DESC")),
    Index("card_label_by_name_down", text("name_key DESC"), text("product_id DESC")),
    Index("card_label_by_rating", text("rating DESC"), text("product_id DESC")),
    Index("card_label_facets", "facets", postgresql_using="gin"),
    Index("card_label_skus", "skus", postgresql_using="gin"),
    Index(
        "card_label_in_stock",
        "price_minor",
        text("product_id DESC"),
        postgresql_where=text("facets @> '{stock:yes}'"),
    ),
    Index("card_label_words", "words", postgresql_using="gin"),
)
"""What cards are found by, without their bytes; kept by triggers, in the transaction that moves cards."""

card_counts = Table(
    "card_count",
    metadata,
    Column("slot", Integer, primary_key=True, autoincrement=False),
    Column("cards", BigInteger, nullable=False),
)
"""How many cards there are, in slots that add up; kept by triggers, in the transaction that moves cards."""

search_words = Table(
    "search_word",
    metadata,
    Column("word", String(collation="C"), primary_key=True),
    Column("shortened", ARRAY(String(collation="C")), nullable=False),
    Index("search_word_shortened", "shortened", postgresql_using="gin"),
)
