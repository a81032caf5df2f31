"""GET /api/admin/payments/reconciliation."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from modules.payments.permissions import RECONCILE
from modules.payments.show_differences.handler import ShowDifferences
from souk.bus import Bus
from souk.http import Parameters, Shown, Visit, get, requires


class DifferenceParameters(Parameters):
    cursor: Annotated[str, Meta(max_length=1000)] | None = None
    page_size: Annotated[int, Meta(ge=1, le=100)] = 20


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
async def get_differences(parameters: DifferenceParameters, bus: Bus, visit: Visit) -> ReconciliationShown:
    """Show the newest comparison of the books with each provider, and all that differs."""
    after = visit.after(parameters.cursor, int)[0] if parameters.cursor else 0
    size = parameters.page_size
    found = await bus.ask(ShowDifferences(size=size, after=after))
    page = found.items[:size]
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
        next_cursor=visit.cursor(page[-1].id) if len(found.items) > size else None,
    )
