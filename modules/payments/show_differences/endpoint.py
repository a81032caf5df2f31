"""GET /api/admin/payments/reconciliation."""

from datetime import datetime
from uuid import UUID

from modules.payments.permissions import RECONCILE
from modules.payments.show_differences.handler import ShowDifferences
from souk.bus import Bus
from souk.http import LeafParameters, Shown, Visit, get, leaf, requires


class ComparisonShown(Shown):
    provider: str
    since: datetime
    until: datetime
    compared: int
    differences: int
    ended_at: datetime


class DifferenceShown(Shown):
    provider: str
    payment_id: UUID | None
    reference: str
    what: str
    booked: str
    found: str


class ReconciliationShown(Shown):
    comparisons: list[ComparisonShown]
    items: list[DifferenceShown]
    next_cursor: str | None


@get("/api/admin/payments/reconciliation", policy=requires(RECONCILE))
async def get_differences(parameters: LeafParameters, bus: Bus, visit: Visit) -> ReconciliationShown:
    """Show the newest comparison of the books with each provider, and all that differs."""
    after = visit.after(parameters.cursor, int)[0] if parameters.cursor else 0
    found = await bus.ask(ShowDifferences(size=parameters.page_size, after=after))
    page, more = leaf(found.items, parameters.page_size, lambda each: visit.cursor(each.id))
    return ReconciliationShown(
        comparisons=[
            ComparisonShown(
                provider=each.provider,
                since=each.since,
                until=each.until,
                compared=each.compared,
                differences=each.differences,
                ended_at=each.ended_at,
            )
            for each in found.comparisons
        ],
        items=[
            DifferenceShown(
                provider=each.provider,
                payment_id=each.payment_id,
                reference=each.reference,
                what=each.what,
                booked=each.booked,
                found=each.found,
            )
            for each in page
        ],
        next_cursor=more,
    )
