"""POST /api/admin/reviews/{id}/reject."""

from uuid import UUID

from modules.catalog.domain.review import AlreadyDecided
from modules.catalog.edge import EditedShown, shown
from modules.catalog.permissions import REVIEWS
from modules.catalog.reject_review.handler import RejectReview
from souk.bus import Bus
from souk.http import Reply, post, requires
from souk.kernel import NotFound


@post("/api/admin/reviews/{id}/reject", policy=requires(REVIEWS), refuses=[NotFound, AlreadyDecided])
async def post_review_rejected(id: UUID, bus: Bus) -> Reply[EditedShown]:
    """Reject a review: keep it from being read. A decision may be changed later."""
    return shown(await bus.do(RejectReview(review_id=id)))
