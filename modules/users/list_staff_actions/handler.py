"""List what the staff did, the latest first."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta
from sqlalchemy import select

from modules.users.tables import staff_actions
from souk.database import Transaction
from souk.kernel import Value
from souk.messages import Query


class StaffAction(Value):
    """One record of the chain."""

    id: int
    actor_id: UUID
    capability: str
    action: str
    subject: str
    recorded_at: datetime
    link: str | None


class ListStaffActions(Query[list[StaffAction]]):
    """`before` is the number of the last record of the page before."""

    actor_id: UUID | None = None
    subject: Annotated[str, Meta(max_length=200)] | None = None
    before: int | None = None
    most: Annotated[int, Meta(ge=1, le=101)] = 51


async def list_staff_actions(tx: Transaction, query: ListStaffActions) -> list[StaffAction]:
    columns = [staff_actions.c[name] for name in StaffAction.__struct_fields__]
    chosen = select(*columns).order_by(staff_actions.c.id.desc()).limit(query.most)
    if query.actor_id is not None:
        chosen = chosen.where(staff_actions.c.actor_id == query.actor_id)
    if query.subject is not None:
        chosen = chosen.where(staff_actions.c.subject == query.subject)
    if query.before is not None:
        chosen = chosen.where(staff_actions.c.id < query.before)
    return [StaffAction(**row) for row in (await tx.execute(chosen)).mappings()]
