"""What belongs to an order beside its row: errands, the staff's notes, codes that guests were sent."""

from sqlalchemy import Column, DateTime, ForeignKey, Index, Integer, String, Table, Uuid

from modules.orders.domain.errands import Errand, ErrandKind, ErrandState, Task
from modules.orders.tables.orders import orders
from modules.orders.tables.schema import mapping, metadata
from souk.database.columns import Json, TextEnum

TIME = DateTime(timezone=True)

errands = Table(
    "errand",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("order_id", Uuid, ForeignKey(orders.c.id), nullable=False, index=True),
    Column("kind", TextEnum(ErrandKind), nullable=False),
    Column("task", Json[Task](Task), nullable=False),
    Column("state", TextEnum(ErrandState), nullable=False),
    Column("reason", String, nullable=False),
    Column("wanted_at", TIME, nullable=False),
    Column("ended_at", TIME),
    Index("errand_wanted", "wanted_at", postgresql_where="state = 'wanted'"),
)

notes = Table(
    "note",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("order_id", Uuid, ForeignKey(orders.c.id), nullable=False, index=True),
    Column("author_id", Uuid, nullable=False),
    Column("text", String, nullable=False),
    Column("written_at", TIME, nullable=False),
)

lookups = Table(
    "lookup",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("order_id", Uuid, ForeignKey(orders.c.id), nullable=False),
    Column("asked_at", TIME, nullable=False),
    Column("expires_at", TIME, nullable=False),
    Column("tries", Integer, nullable=False),
    Index("lookup_of_order", "order_id", "asked_at"),
)
"""A code that was sent to a guest; the code itself is worked out from the id and the shop's secret."""

mapping.map_imperatively(Errand, errands)
