"""GET /api/products/{id}/reviews."""

from datetime import datetime
from uuid import UUID

from modules.catalog.domain.cache_tags import product_tag
from modules.catalog.list_reviews.handler import ListReviews, ReadReview
from souk.bus import Bus
from souk.http import PageOf, PageParameters, Reply, Shown, get, public
from souk.kernel import NotFound


class ReviewShown(Shown):
    id: UUID
    stars: int
    title: str
    text: str
    verified: bool
    written_at: datetime


class ReviewsShown(PageOf[ReviewShown]):
    """`rating` is the mean of all approved reviews."""

    rating: float | None


@get("/api/products/{id}/reviews", policy=public, cached=1, refuses=[NotFound])
async def get_reviews(id: UUID, wanted: PageParameters, bus: Bus) -> Reply[ReviewsShown]:
    """Read what others think of a product, the newest first."""
    found = await bus.ask(ListReviews(product_id=id, page=wanted.page, page_size=wanted.page_size))
    page = ReviewsShown(
        items=[_shown(review) for review in found.reviews],
        total_count=found.total,
        page=wanted.page,
        page_size=wanted.page_size,
        rating=round(found.stars / found.total, 2) if found.total else None,
    )
    return Reply(page, tags=[product_tag(id)])


def _shown(review: ReadReview) -> ReviewShown:
    return ReviewShown(
        id=review.id,
        stars=review.stars,
        title=review.title,
        text=review.text,
        verified=review.verified,
        written_at=review.written_at,
    )
