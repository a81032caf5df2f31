"""The tables of catalog, and the mapping of its aggregates onto them."""

from modules.catalog.tables.cards import card_counts, card_labels, product_cards, search_words
from modules.catalog.tables.goods import categories, products, variants
from modules.catalog.tables.imports import import_parts, import_problems, imports
from modules.catalog.tables.reservations import reservation_lines, reservations, stock_requests
from modules.catalog.tables.reviews import purchases, ratings, reviews
from modules.catalog.tables.schema import metadata
from modules.catalog.tables.stock import movements, stocks

__all__ = [
    "card_counts",
    "card_labels",
    "categories",
    "import_parts",
    "import_problems",
    "imports",
    "metadata",
    "movements",
    "product_cards",
    "products",
    "purchases",
    "ratings",
    "reservation_lines",
    "reservations",
    "reviews",
    "search_words",
    "stock_requests",
    "stocks",
    "variants",
]
