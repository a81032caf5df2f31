"""GET /api/admin/users."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from modules.users import permissions
from modules.users.domain.account import Standing
from modules.users.domain.fields import RoleName
from modules.users.list_users.handler import ListUsers
from souk.bus import Bus
from souk.http import LeafParameters, Shown, Visit, get, leaf, requires


class UsersWanted(LeafParameters):
    """`q` begins an address or a name."""

    q: Annotated[str, Meta(max_length=100)] = ""
    role: RoleName | None = None
    standing: Standing | None = None
    page_size: Annotated[int, Meta(ge=1, le=100)] = 50


class UserListed(Shown):
    id: UUID
    email: str
    first_name: str
    last_name: str
    roles: list[str]
    standing: Standing
    email_verified: bool
    registered_at: datetime


class UsersShown(Shown):
    items: list[UserListed]
    next_cursor: str | None


@get("/api/admin/users", policy=requires(permissions.SEE_PEOPLE))
async def show_users(wanted: UsersWanted, visit: Visit, bus: Bus) -> UsersShown:
    """List accounts, the newest first."""
    after = visit.after(wanted.cursor, datetime, UUID) if wanted.cursor else None
    found = await bus.ask(
        ListUsers(
            q=wanted.q,
            role=wanted.role,
            standing=wanted.standing,
            after=(after[0], after[1]) if after else None,
            most=wanted.page_size + 1,
        )
    )
    page, more = leaf(found, wanted.page_size, lambda each: visit.cursor(each.registered_at, each.id))
    return UsersShown(
        items=[msgspec.convert(each, UserListed, from_attributes=True) for each in page],
        next_cursor=more,
    )
