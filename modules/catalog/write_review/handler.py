"""Write a review: one for each customer and product, read by staff before everybody can."""

from uuid import UUID

from sqlalchemy import select

from modules.catalog.domain.product import ProductStatus
from modules.catalog.domain.review import (
    AlreadyReviewed,
    Review,
    ReviewState,
    ReviewText,
    ReviewTitle,
    Stars,
)
from modules.catalog.tables import products, purchases
from souk.database import Transaction
from souk.kernel import NotFound, Value
from souk.messages import Command


class WrittenReview(Value):
    id: UUID
    verified: bool
    state: ReviewState


class WriteReview(Command[WrittenReview]):
    """Whose it is comes from the actor."""

    product_id: UUID
    stars: Stars
    title: ReviewTitle
    text: ReviewText = ""


async def write_review(tx: Transaction, command: WriteReview) -> WrittenReview:
    person_id = tx.actor.id
    on_sale = (products.c.id == command.product_id) & (products.c.status == ProductStatus.ACTIVE)
    if person_id is None or await tx.scalar(select(products.c.id).where(on_sale)) is None:
        raise NotFound("product")
    bought = (purchases.c.person_id == person_id) & (purchases.c.product_id == command.product_id)
    review = Review(
        id=tx.new_id(),
        product_id=command.product_id,
        author_id=person_id,
        stars=command.stars,
        title=command.title.strip(),
        text=command.text.strip(),
        verified=await tx.scalar(select(purchases.c.order_id).where(bought)) is not None,
        state=ReviewState.PENDING,
        written_at=tx.now,
    )
    tx.add(review)
    await tx.flush(review_one_of_each_author=AlreadyReviewed)
    return WrittenReview(id=review.id, verified=review.verified, state=review.state)
