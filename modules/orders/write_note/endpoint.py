"""POST /api/admin/orders/{id}/notes."""

from uuid import UUID

from modules.orders.permissions import NOTE
from modules.orders.write_note.handler import NoteText, WriteNote
from souk.bus import Bus
from souk.http import Body, Shown, post, requires
from souk.kernel import NotFound


class NoteBody(Body):
    text: NoteText


class NoteWritten(Shown):
    id: UUID


@post("/api/admin/orders/{id}/notes", policy=requires(NOTE), status=201, refuses=[NotFound])
async def post_note(id: UUID, body: NoteBody, bus: Bus) -> NoteWritten:
    """Leave a note for colleagues; the customer does not see it."""
    return NoteWritten(id=await bus.do(WriteNote(order_id=id, text=body.text)))
