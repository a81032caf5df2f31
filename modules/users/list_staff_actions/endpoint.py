"""GET /api/admin/audit."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from modules.users import permissions
from modules.users.list_staff_actions.handler import ListStaffActions
from souk.bus import Bus
from souk.http import LeafParameters, Shown, Visit, get, leaf, requires


class ActionsWanted(LeafParameters):
    actor_id: UUID | None = None
    subject: Annotated[str, Meta(max_length=200)] | None = None
    page_size: Annotated[int, Meta(ge=1, le=100)] = 50


class ActionShown(Shown):
    """`link` ties the record to all before it."""

    id: int
    actor_id: UUID
    capability: str
    action: str
    subject: str
    recorded_at: datetime
    link: str | None


class ActionsShown(Shown):
    items: list[ActionShown]
    next_cursor: str | None


@get("/api/admin/audit", policy=requires(permissions.SEE_AUDIT))
async def show_staff_actions(wanted: ActionsWanted, visit: Visit, bus: Bus) -> ActionsShown:
    """List what the staff did, the latest first."""
    after = visit.after(wanted.cursor, int) if wanted.cursor else None
    found = await bus.ask(
        ListStaffActions(
            actor_id=wanted.actor_id,
            subject=wanted.subject,
            before=after[0] if after else None,
            most=wanted.page_size + 1,
        )
    )
    page, more = leaf(found, wanted.page_size, lambda each: visit.cursor(each.id))
    return ActionsShown(
        items=[msgspec.convert(each, ActionShown, from_attributes=True) for each in page],
        next_cursor=more,
    )
