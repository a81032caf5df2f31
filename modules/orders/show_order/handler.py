"""Show an order to its customer, to the guest who has its token, or to staff."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from modules.orders.domain.seeing import SeenOrder, seen
from modules.orders.tables import notes
from modules.orders.tables.finding import any_order, own_order
from souk.database import Transaction
from souk.kernel import Value
from souk.messages import Query


class ShowOrder(Query[SeenOrder]):
    order_id: UUID
    guest_token: str | None = None


class Note(Value):
    """What somebody on the staff wrote down."""

    id: UUID
    author_id: UUID
    text: str
    written_at: datetime


class OrderFile(Value):
    """An order, and what the staff know besides."""

    order: SeenOrder
    notes: list[Note]


class ShowOrderFile(Query[OrderFile]):
    order_id: UUID


async def show_order(tx: Transaction, query: ShowOrder) -> SeenOrder:
    return seen(await own_order(tx, query.order_id, query.guest_token))


async def show_order_file(tx: Transaction, query: ShowOrderFile) -> OrderFile:
    order = await any_order(tx, query.order_id)
    columns = select(notes.c.id, notes.c.author_id, notes.c.text, notes.c.written_at)
    rows = await tx.execute(columns.where(notes.c.order_id == order.id).order_by(notes.c.id))
    return OrderFile(order=seen(order), notes=[Note(**row) for row in rows.mappings()])
