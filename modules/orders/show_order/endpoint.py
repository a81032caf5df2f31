"""GET /api/orders/{id}, and GET /api/admin/orders/{id}."""

from datetime import datetime
from uuid import UUID

from modules.orders.order_edge import GUEST, OrderShown, shown
from modules.orders.permissions import READ
from modules.orders.show_order.handler import ShowOrder, ShowOrderFile
from souk.bus import Bus
from souk.http import Reply, Shown, Visit, anyone, get, requires, version_tag
from souk.kernel import NotFound


class NoteShown(Shown):
    id: UUID
    author_id: UUID
    text: str
    written_at: datetime


class OrderFileShown(Shown):
    """`email` is there for guests alone; `personId` leads to everybody else."""

    order: OrderShown
    person_id: UUID | None
    email: str | None
    notes: list[NoteShown]


@get("/api/orders/{id}", policy=anyone, reads=[GUEST], refuses=[NotFound])
async def get_order(id: UUID, bus: Bus, visit: Visit) -> OrderShown:
    """Show one's own order; guests send their token along."""
    return shown(await bus.ask(ShowOrder(order_id=id, guest_token=visit.header(GUEST))))


@get("/api/admin/orders/{id}", policy=requires(READ), refuses=[NotFound])
async def get_order_file(id: UUID, bus: Bus) -> Reply[OrderFileShown]:
    """Show any order, with the staff's notes."""
    file = await bus.ask(ShowOrderFile(order_id=id))
    answer = OrderFileShown(
        order=shown(file.order),
        person_id=file.order.person_id,
        email=file.order.email,
        notes=[
            NoteShown(id=note.id, author_id=note.author_id, text=note.text, written_at=note.written_at)
            for note in file.notes
        ],
    )
    return Reply(answer, headers=[version_tag(file.order.version)])
