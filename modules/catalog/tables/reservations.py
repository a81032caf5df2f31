"""What is promised to whom, and which orders about stock were carried out already."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Uuid,
    text,
)
from sqlalchemy.orm import relationship

from modules.catalog.domain.reservation import Reservation, ReservationState, ReservedLine
from modules.catalog.tables.schema import mapping, metadata
from souk.database.columns import TextEnum

reservations = Table(
    "reservation",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("state", TextEnum(ReservationState), nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("expires_at", DateTime(timezone=True)),
    Index("reservation_expiring", "expires_at", postgresql_where=text("state = 'open'")),
    CheckConstraint("(state = 'open') = (expires_at IS NOT NULL)", name="reservation_open_ones_expire"),
)

reservation_lines = Table(
    "reservation_line",
    metadata,
    Column("reservation_id", Uuid, ForeignKey("catalog.reservation.id"), primary_key=True),
    Column("variant_id", Uuid, ForeignKey("catalog.variant.id"), primary_key=True),
    Column("quantity", Integer, nullable=False),
    Column("sold", Integer, nullable=False),
    Column("released", Integer, nullable=False),
    CheckConstraint("sold >= 0 AND released >= 0", name="reservation_line_not_negative"),
    CheckConstraint("sold + released <= quantity", name="reservation_line_not_overdrawn"),
)

stock_requests = Table(
    "stock_request",
    metadata,
    Column("kind", String, primary_key=True),
    Column("id", Uuid, primary_key=True),
    Column("carried_out_at", DateTime(timezone=True), nullable=False),
)

mapping.map_imperatively(ReservedLine, reservation_lines)
mapping.map_imperatively(
    Reservation,
    reservations,
    properties={"lines": relationship(ReservedLine, order_by=reservation_lines.c.variant_id, lazy="raise")},
)
