"""Promising goods in as few statements as it takes: whoever else wants the same goods waits meanwhile."""

from collections.abc import Iterable
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
WRITE = Spoken(
    text("""
    WITH line AS MATERIALIZED (
        SELECT * FROM jsonb_to_recordset(:lines) AS l (
            movement uuid, variant uuid, kind text, quantity integer, reserved integer, actor uuid,
            at timestamptz
        )
    ), counted AS (
        UPDATE catalog.stock SET reserved = line.reserved FROM line WHERE variant_id = line.variant
    ), entered AS (
        INSERT INTO catalog.stock_movement
            (id, variant_id, kind, on_hand_change, reserved_change, reason, actor_id, moved_at, cause_id)
        SELECT movement, variant, kind, 0, quantity, '', actor, at, :id FROM line
    )
    INSERT INTO catalog.reservation_line (reservation_id, variant_id, quantity, sold, released)
    SELECT :id, variant, quantity, 0, 0 FROM line
""").bindparams(bindparam("lines", type_=JSONB))
)


async def shelves_to_promise(tx: Transaction, variant_ids: Iterable[UUID]) -> dict[UUID, Shelf]:
    """Lock the stock of these variants in order of the ids; those that do not exist are missing.

    What is changed on these shelves is written by `write_promise` alone.
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


async def write_promise(tx: Transaction, id: UUID, books: Books, shelves: Shelves) -> None:
    """Write the counters, the ledger and the lines of the reservation."""
    lines = [
        {
            "movement": movement.id,
            "variant": movement.variant_id,
            "kind": movement.kind,
            "quantity": movement.reserved_change,
            "reserved": shelves[movement.variant_id].stock.reserved,
            "actor": movement.actor_id,
            "at": movement.moved_at,
        }
        for movement in books.movements
    ]
    await WRITE(tx, {"id": id, "lines": lines})


async def refuse_promise(tx: Transaction, id: UUID) -> None:
    refused = update(reservations).where(reservations.c.id == id)
    await tx.execute(refused.values(state=ReservationState.REJECTED, expires_at=None))
