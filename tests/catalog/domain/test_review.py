"""Reviews and the rating that comes of them."""

import pytest

from modules.catalog.domain.review import AlreadyDecided, Rating, Review, ReviewState
from souk.kernel import new_id
from tests.catalog.domain.made import LATER, NOON

PENDING, APPROVED, REJECTED = ReviewState


def test_is_decided_once_but_staff_may_change_their_mind():
    review = Review(
        id=new_id(),
        product_id=new_id(),
        author_id=new_id(),
        stars=4,
        title="Good",
        text="",
        verified=True,
        state=PENDING,
        written_at=NOON,
    )
    review.decide(APPROVED, LATER)
    with pytest.raises(AlreadyDecided):
        review.decide(APPROVED, LATER)
    review.decide(REJECTED, LATER)
    assert (review.state, review.decided_at) == (REJECTED, LATER)


@pytest.mark.parametrize(
    ("before", "after", "count", "stars"),
    [
        (PENDING, APPROVED, 3, 12),
        (REJECTED, APPROVED, 3, 12),
        (APPROVED, REJECTED, 1, 4),
        (PENDING, REJECTED, 2, 8),
    ],
)
def test_only_approved_stars_count(before, after, count, stars):
    rating = Rating(product_id=new_id(), count=2, stars=8)
    rating.change(before, after, 4)
    assert (rating.count, rating.stars) == (count, stars)
