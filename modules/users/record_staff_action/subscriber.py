"""Keep a record of what the staff does: the event comes from any module."""

from sqlalchemy import insert

from modules.users.tables import staff_actions
from souk.database import Transaction
from souk.messages import StaffActed


async def record_staff_action(tx: Transaction, event: StaffActed) -> None:
    await tx.execute(
        insert(staff_actions).values(
            actor_id=event.actor_id,
            capability=event.capability,
            action=event.action,
            subject=event.subject,
            recorded_at=tx.now,
        )
    )
