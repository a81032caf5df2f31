"""A review: what a customer thinks of a product, read by others once staff have read it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from souk.kernel import Refusal

Stars = Annotated[int, Meta(ge=1, le=5)]
ReviewTitle = Annotated[str, Meta(min_length=1, max_length=120, pattern=r"\S")]
ReviewText = Annotated[str, Meta(max_length=5000)]


class ReviewState(StrEnum):
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"


class AlreadyReviewed(Refusal):
    """One review per customer and product."""


class AlreadyDecided(Refusal):
    """Staff have decided that about this review already."""


@dataclass(eq=False, kw_only=True)
class Review:
    """`author_id` is nobody once the author was erased; the stars stay, the words go."""

    id: UUID
    product_id: UUID
    author_id: UUID | None
    stars: int
    title: str
    text: str
    verified: bool
    state: ReviewState
    written_at: datetime
    decided_at: datetime | None = None
    version: int = 0

    def decide(self, state: ReviewState, at: datetime) -> None:
        """Approve or reject it; staff may change their mind."""
        if self.state is state:
            raise AlreadyDecided
        self.state = state
        self.decided_at = at


@dataclass(eq=False, kw_only=True)
class Rating:
    """The stars of a product's approved reviews, added up."""

    product_id: UUID
    count: int = 0
    stars: int = 0

    def change(self, before: ReviewState, after: ReviewState, stars: int) -> None:
        """Count a review in or out as its state changes."""
        change = (after is ReviewState.APPROVED) - (before is ReviewState.APPROVED)
        self.count += change
        self.stars += change * stars
