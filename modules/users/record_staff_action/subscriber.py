"""Keep a record of what the staff does: the event comes from any module."""

from sqlalchemy import insert, select, text

from modules.users.domain.audit import BEGINNING, StaffRecord
from modules.users.tables import staff_actions
from souk.database import Transaction
from souk.messages import StaffActed

ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtext('users.staff_action'))")


async def record_staff_action(tx: Transaction, event: StaffActed) -> None:
    """Chain the record to the last one.

    The events share one key and come one after the other; should two ever come at once, they wait here, and
    no two records can follow the same one: the column is unique.
    """
    await tx.execute(ONE_AT_A_TIME)
    last = select(staff_actions.c.link).where(staff_actions.c.link.is_not(None))
    previous = await tx.scalar(last.order_by(staff_actions.c.id.desc()).limit(1)) or BEGINNING
    record = StaffRecord(
        actor_id=event.actor_id,
        capability=event.capability,
        action=event.action,
        subject=event.subject,
        recorded_at=tx.now,
    )
    await tx.execute(
        insert(staff_actions).values(
            actor_id=record.actor_id,
            capability=record.capability,
            action=record.action,
            subject=record.subject,
            recorded_at=record.recorded_at,
            previous=previous,
            link=record.link(previous),
        )
    )
