"""GET /api/admin/reviews."""

from datetime import datetime
from uuid import UUID

from modules.catalog.browse_reviews.handler import BrowseReviews, ReviewLine
from modules.catalog.domain.review import ReviewState
from modules.catalog.permissions import REVIEWS
from souk.bus import Bus
from souk.http import LeafParameters, Shown, Visit, get, leaf, requires


class ReviewsWanted(LeafParameters):
    state: ReviewState = ReviewState.PENDING


class ReviewLineShown(Shown):
    id: UUID
    product_id: UUID
    product: str
    author_id: UUID | None
    stars: int
    title: str
    text: str
    verified: bool
    state: ReviewState
    written_at: datetime
    version: int


class ReviewLines(Shown):
    items: list[ReviewLineShown]
    next_cursor: str | None


@get("/api/admin/reviews", policy=requires(REVIEWS))
async def get_all_reviews(wanted: ReviewsWanted, visit: Visit, bus: Bus) -> ReviewLines:
    """List reviews, by default those that wait to be read, the oldest first."""
    after = visit.after(wanted.cursor, UUID)[0] if wanted.cursor else None
    found = await bus.ask(BrowseReviews(limit=wanted.page_size + 1, state=wanted.state, after=after))
    page, more = leaf(found, wanted.page_size, lambda line: visit.cursor(line.id))
    return ReviewLines(
        items=[_shown(line) for line in page],
        next_cursor=more,
    )


def _shown(line: ReviewLine) -> ReviewLineShown:
    return ReviewLineShown(
        id=line.id,
        product_id=line.product_id,
        product=line.product,
        author_id=line.author_id,
        stars=line.stars,
        title=line.title,
        text=line.text,
        verified=line.verified,
        state=line.state,
        written_at=line.written_at,
        version=line.version,
    )
