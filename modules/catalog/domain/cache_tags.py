"""Under which names kept answers are forgotten when something in the catalogue changes."""

from uuid import UUID

ALL_PRODUCTS = "catalog.products"
CATEGORIES = "catalog.categories"


def product_tag(id: UUID) -> str:
    return f"catalog.product {id}"


def reviews_tag(product_id: UUID) -> str:
    return f"catalog.reviews {product_id}"
