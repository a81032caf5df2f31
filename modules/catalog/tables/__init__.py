"""The tables of catalog, and the mapping of its aggregates onto them."""

from modules.catalog.tables.goods import categories, products, variants
from modules.catalog.tables.reservations import reservation_lines, reservations, stock_requests
from modules.catalog.tables.reviews import purchases, ratings, reviews
from modules.catalog.tables.schema import metadata
from modules.catalog.tables.stock import movements, stocks

__all__ = [
    "categories",
    "metadata",
    "movements",
    "products",
    "purchases",
    "ratings",
    "reservation_lines",
    "reservations",
    "reviews",
    "stock_requests",
    "stocks",
    "variants",
]
