"""POST /api/admin/reviews/{id}/approve."""

from uuid import UUID

from modules.catalog.approve_review.handler import ApproveReview
from modules.catalog.domain.review import AlreadyDecided
from modules.catalog.edge import EditedShown, shown
from modules.catalog.permissions import REVIEWS
from souk.bus import Bus
from souk.http import Reply, post, requires
from souk.kernel import NotFound


@post("/api/admin/reviews/{id}/approve", policy=requires(REVIEWS), refuses=[NotFound, AlreadyDecided])
async def post_review_approved(id: UUID, bus: Bus) -> Reply[EditedShown]:
    """Approve a review: let everybody read it. A decision may be changed later."""
    return shown(await bus.do(ApproveReview(review_id=id)))
