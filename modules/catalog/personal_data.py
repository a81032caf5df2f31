"""What catalog keeps of a person: their reviews, and which products they bought."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from modules.catalog.tables import products, purchases, reviews
from souk.database import Transaction


async def reviews_and_purchases_of(tx: Transaction, person_id: UUID) -> dict[str, Any]:
    written = (
        select(products.c.slug.label("product"), reviews.c.stars, reviews.c.title, reviews.c.text)
        .add_columns(reviews.c.written_at, reviews.c.state)
        .join(products, products.c.id == reviews.c.product_id)
        .where(reviews.c.author_id == person_id)
        .order_by(reviews.c.id)
    )
    bought = (
        select(products.c.slug.label("product"), purchases.c.order_id, purchases.c.bought_at)
        .join(products, products.c.id == purchases.c.product_id)
        .where(purchases.c.person_id == person_id)
        .order_by(purchases.c.bought_at)
    )
    return {
        "reviews": [dict(row) for row in (await tx.execute(written)).mappings()],
        "purchases": [dict(row) for row in (await tx.execute(bought)).mappings()],
    }
