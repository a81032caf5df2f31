"""Reviews as staff read them, the oldest first: whoever waits longest comes first."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta
from sqlalchemy import select

from modules.catalog.domain.review import ReviewState
from modules.catalog.tables import products, reviews
from souk.database import Transaction
from souk.kernel import Value
from souk.messages import Query

R = reviews.c
LINES = select(
    R.id,
    R.product_id,
    products.c.name.label("product"),
    R.author_id,
    R.stars,
    R.title,
    R.text,
    R.verified,
    R.state,
    R.written_at,
    R.version,
).join(products, products.c.id == R.product_id)


class ReviewLine(Value):
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


class BrowseReviews(Query[list[ReviewLine]]):
    limit: Annotated[int, Meta(ge=1, le=101)]
    state: ReviewState = ReviewState.PENDING
    after: UUID | None = None


async def browse_reviews(tx: Transaction, query: BrowseReviews) -> list[ReviewLine]:
    wanted = LINES.where(R.state == query.state).order_by(R.id).limit(query.limit)
    if query.after is not None:
        wanted = wanted.where(R.id > query.after)
    return [ReviewLine(**row._mapping) for row in await tx.execute(wanted)]  # noqa: SLF001 - its public name
