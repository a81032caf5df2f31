"""Decides about a review under lock, and keeps the product's rating added up."""

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from modules.catalog.domain.review import Rating, Review, ReviewState
from modules.catalog.tables.reviews import ratings
from souk.database import Transaction
from souk.kernel import NotFound


async def decide(tx: Transaction, id: UUID, state: ReviewState) -> Review:
    """Approve or reject it, and count it in or out."""
    review = await tx.get(Review, id, lock=True)
    if review is None:
        raise NotFound("review")
    before = review.state
    review.decide(state, tx.now)
    first = insert(ratings).values(product_id=review.product_id, count=0, stars=0)
    await tx.execute(first.on_conflict_do_nothing())
    rating = await tx.get(Rating, review.product_id, lock=True)
    if rating is not None:
        rating.change(before, state, review.stars)
    await tx.flush()
    return review
