"""The approved reviews of a product, the newest first: two statements."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from modules.catalog.domain.product import ProductStatus
from modules.catalog.domain.review import ReviewState
from modules.catalog.tables import products, ratings, reviews
from souk.database import Transaction
from souk.kernel import NotFound, Value
from souk.messages import Query

R = reviews.c


class ReadReview(Value):
    """Without its author: who wrote it is nobody's business but theirs."""

    id: UUID
    stars: int
    title: str
    text: str
    verified: bool
    written_at: datetime


class ReviewPage(Value):
    reviews: list[ReadReview]
    total: int
    stars: int


class ListReviews(Query[ReviewPage]):
    product_id: UUID
    page: int = 1
    page_size: int = 20


async def list_reviews(tx: Transaction, query: ListReviews) -> ReviewPage:
    its = (
        select(
            func.coalesce(ratings.c.count, 0).label("count"), func.coalesce(ratings.c.stars, 0).label("stars")
        )
        .select_from(products)
        .outerjoin(ratings, ratings.c.product_id == products.c.id)
        .where(products.c.id == query.product_id, products.c.status == ProductStatus.ACTIVE)
    )
    rating = (await tx.execute(its)).one_or_none()
    if rating is None:
        raise NotFound("product")
    page = (
        select(R.id, R.stars, R.title, R.text, R.verified, R.written_at)
        .where(R.product_id == query.product_id, R.state == ReviewState.APPROVED)
        .order_by(R.id.desc())
        .limit(query.page_size)
        .offset((query.page - 1) * query.page_size)
    )
    found = [ReadReview(**row._mapping) for row in await tx.execute(page)]  # noqa: SLF001 - its public name
    return ReviewPage(reviews=found, total=rating[0], stars=rating.stars)
