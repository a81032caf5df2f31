"""Promising goods in as few statements as it takes: whoever else wants the same goods waits meanwhile."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, any_, bindparam, select, text, update
from sqlalchemy.dialects.postgresql import JSONB

from modules.catalog.domain.product import ProductStatus
from modules.catalog.domain.reservation import ReservationState
from modules.catalog.domain.stock import Stock
from modules.catalog.domain.stock_books import Books, Shelf, Shelves
from modules.catalog.tables.goods import products, variants
from modules.catalog.tables.reservations import reservations
from modules.catalog.tables.stock import stocks
from souk.database import Transaction
from souk.database.spoken import Spoken
from souk.kernel import Value

SHELVES = Spoken(
    select(
        stocks.c.variant_id,
        stocks.c.on_hand,
        stocks.c.reserved,
        stocks.c.low_threshold,
        stocks.c.backorder_limit,
        variants.c.product_id,
        ((products.c.status == ProductStatus.ACTIVE) & ~variants.c.retired).label("sellable"),
    )
    .join(variants, variants.c.id == stocks.c.variant_id)
    .join(products, products.c.id == variants.c.product_id)
    .where(stocks.c.variant_id == any_(bindparam("variants", type_=ARRAY(Uuid))))
    .order_by(stocks.c.variant_id)
    .with_for_update(of=stocks)
)
NAME = Spoken(
    text("""
    INSERT INTO catalog.reservation (id, state, made_at, expires_at)
    SELECT id, 'open', made_at, expires_at FROM jsonb_to_recordset(:named) AS n (
        id uuid, made_at timestamptz, expires_at timestamptz
    ) ORDER BY id
    ON CONFLICT DO NOTHING RETURNING id
""")
    .bindparams(bindparam("named", type_=JSONB))
    .columns(id=Uuid)
)
WRITE = Spoken(
    text("""
    WITH line AS MATERIALIZED (
        SELECT * FROM jsonb_to_recordset(:lines) AS l (
            movement uuid, reservation uuid, variant uuid, kind text, quantity integer, actor uuid,
            at timestamptz
        )
    ), counted AS (
        UPDATE catalog.stock SET reserved = c.reserved
        FROM jsonb_to_recordset(:counters) AS c (variant uuid, reserved integer) WHERE variant_id = c.variant
    ), entered AS (
        INSERT INTO catalog.stock_movement
            (id, variant_id, kind, on_hand_change, reserved_change, reason, actor_id, moved_at, cause_id)
        SELECT movement, variant, kind, 0, quantity, '', actor, at, reservation FROM line
    )
    INSERT INTO catalog.reservation_line (reservation_id, variant_id, quantity, sold, released)
    SELECT reservation, variant, quantity, 0, 0 FROM line
""").bindparams(bindparam("lines", type_=JSONB), bindparam("counters", type_=JSONB))
)


class Promise(Value):
    """A reservation that is new, and until when it stands."""

    id: UUID
    made_at: datetime
    expires_at: datetime


async def name_reservations(tx: Transaction, promises: Iterable[Promise]) -> set[UUID]:
    """Write them down, in the order of their ids, and return those that nobody had named before."""
    return {row.id for row in await NAME(tx, {"named": list(promises)})}


async def shelves_to_promise(tx: Transaction, variant_ids: Iterable[UUID]) -> dict[UUID, Shelf]:
    """Lock the stock of these variants in order of the ids; those that do not exist are missing.

    What is changed on these shelves is written by `write_promises` alone.
    """
    shelves: dict[UUID, Shelf] = {}
    for row in await SHELVES(tx, {"variants": sorted(variant_ids)}):
        stock = Stock(
            variant_id=row.variant_id,
            on_hand=row.on_hand,
            reserved=row.reserved,
            low_threshold=row.low_threshold,
            backorder_limit=row.backorder_limit,
        )
        shelves[row.variant_id] = Shelf(stock=stock, product_id=row.product_id, sellable=row.sellable)
    return shelves


async def write_promises(tx: Transaction, books: Iterable[Books], shelves: Shelves) -> None:
    """Write the counters, the ledger and the lines of the reservations."""
    movements = [movement for one in books for movement in one.movements]
    if not movements:
        return
    lines = [
        {
            "movement": movement.id,
            "reservation": movement.cause_id,
            "variant": movement.variant_id,
            "kind": movement.kind,
            "quantity": movement.reserved_change,
            "actor": movement.actor_id,
            "at": movement.moved_at,
        }
        for movement in movements
    ]
    counters = [
        {"variant": id, "reserved": shelves[id].stock.reserved}
        for id in sorted({movement.variant_id for movement in movements})
    ]
    await WRITE(tx, {"lines": lines, "counters": counters})


async def refuse_promise(tx: Transaction, id: UUID) -> None:
    refused = update(reservations).where(reservations.c.id == id)
    await tx.execute(refused.values(state=ReservationState.REJECTED, expires_at=None))
