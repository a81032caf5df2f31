"""Write down something about an order that colleagues should know."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta
from sqlalchemy import insert

from modules.orders.permissions import NOTE
from modules.orders.tables import notes
from modules.orders.tables.finding import any_order
from souk.database import Transaction
from souk.messages import Command

NoteText = Annotated[str, Meta(min_length=1, max_length=5000, pattern=r"\S")]


class WriteNote(Command[UUID]):
    order_id: UUID
    text: NoteText


async def write_note(tx: Transaction, command: WriteNote) -> UUID:
    order = await any_order(tx, command.order_id)
    id = tx.new_id()
    await tx.execute(
        insert(notes).values(
            id=id, order_id=order.id, author_id=tx.actor.id, text=command.text, written_at=tx.now
        )
    )
    tx.publish_staff_action(NOTE, "write_note", f"order/{order.id}")
    return id
