"""Reject a review: keep it from being read."""

from uuid import UUID

from modules.catalog.contracts.events import ProductChanged
from modules.catalog.domain.edited import Edited
from modules.catalog.domain.review import ReviewState
from modules.catalog.permissions import REVIEWS
from modules.catalog.tables.review_room import decide
from souk.database import Transaction
from souk.messages import Command


class RejectReview(Command[Edited]):
    review_id: UUID


async def reject_review(tx: Transaction, command: RejectReview) -> Edited:
    review = await decide(tx, command.review_id, ReviewState.REJECTED)
    tx.publish(ProductChanged(product_id=review.product_id))
    tx.publish_staff_action(REVIEWS, "reject_review", f"review/{review.id}")
    return Edited(id=review.id, version=review.version)
