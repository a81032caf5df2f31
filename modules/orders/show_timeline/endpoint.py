"""GET /api/orders/{id}/timeline."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from modules.orders.order_edge import GUEST
from modules.orders.show_timeline.handler import ShowTimeline
from souk.bus import Bus
from souk.http import Shown, Visit, anyone, get
from souk.kernel import NotFound


class MomentShown(Shown):
    """`what` is the stage that was reached, or what happened to the money; `by` is who made it so."""

    at: datetime
    what: str
    by: str
    why: str
    amount: Decimal | None
    currency: str | None


class TimelineShown(Shown):
    order_id: UUID
    items: list[MomentShown]


@get("/api/orders/{id}/timeline", policy=anyone, reads=[GUEST], refuses=[NotFound])
async def get_timeline(id: UUID, bus: Bus, visit: Visit) -> TimelineShown:
    """Show what happened to one's own order, in order."""
    moments = await bus.ask(ShowTimeline(order_id=id, guest_token=visit.header(GUEST)))
    items = [
        MomentShown(
            at=moment.at,
            what=moment.what,
            by=moment.who,
            why=moment.why,
            amount=moment.amount.major if moment.amount else None,
            currency=moment.amount.currency if moment.amount else None,
        )
        for moment in moments
    ]
    return TimelineShown(order_id=id, items=items)
