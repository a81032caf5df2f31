"""Approve a review: let everybody read it."""

from uuid import UUID

from modules.catalog.contracts.events import ReviewApproved
from modules.catalog.domain.edited import Edited
from modules.catalog.domain.review import ReviewState
from modules.catalog.permissions import REVIEWS
from modules.catalog.tables.review_room import decide
from souk.database import Transaction
from souk.messages import Command


class ApproveReview(Command[Edited]):
    review_id: UUID


async def approve_review(tx: Transaction, command: ApproveReview) -> Edited:
    review = await decide(tx, command.review_id, ReviewState.APPROVED)
    tx.publish(ReviewApproved(review_id=review.id, product_id=review.product_id))
    tx.publish_staff_action(REVIEWS, "approve_review", f"review/{review.id}")
    return Edited(id=review.id, version=review.version)
