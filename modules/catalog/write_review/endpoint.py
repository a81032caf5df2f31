"""POST /api/products/{id}/reviews."""

from uuid import UUID

from modules.catalog.domain.review import AlreadyReviewed, ReviewState, ReviewText, ReviewTitle, Stars
from modules.catalog.write_review.handler import WriteReview
from souk.bus import Bus
from souk.http import Body, Shown, post, signed_in
from souk.kernel import NotFound


class ReviewBody(Body):
    stars: Stars
    title: ReviewTitle
    text: ReviewText = ""


class ReviewWritten(Shown):
    id: UUID
    verified: bool
    state: ReviewState


@post("/api/products/{id}/reviews", policy=signed_in, status=201, refuses=[NotFound, AlreadyReviewed])
async def post_review(id: UUID, body: ReviewBody, bus: Bus) -> ReviewWritten:
    """Review a product. It is shown once staff have read it; a purchase makes it a verified one."""
    written = await bus.do(WriteReview(product_id=id, stars=body.stars, title=body.title, text=body.text))
    return ReviewWritten(id=written.id, verified=written.verified, state=written.state)
