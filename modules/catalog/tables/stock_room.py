"""How stock and reservations are taken under lock: reservations first, then stock, each in order of the ids.

Whoever holds a lock on stock never waits for a reservation, and nobody takes stock out of order: hence no
deadlock, however many orders for the same goods come at once.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, Select, Uuid, any_, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import selectinload

from modules.catalog.domain.product import ProductStatus
from modules.catalog.domain.reservation import Reservation, ReservationState
from modules.catalog.domain.stock import Stock
from modules.catalog.domain.stock_books import Books, Shelf
from modules.catalog.tables.goods import products, variants
from modules.catalog.tables.reservations import reservations, stock_requests
from modules.catalog.tables.stock import stocks
from souk.database import Transaction
from souk.database.spoken import Spoken

SHELVES: Select[Stock, UUID, bool] = (
    select(
        Stock,
        variants.c.product_id,
        ((products.c.status == ProductStatus.ACTIVE) & ~variants.c.retired).label("sellable"),
    )
    .join(variants, variants.c.id == stocks.c.variant_id)
    .join(products, products.c.id == variants.c.product_id)
    .order_by(stocks.c.variant_id)
    .with_for_update(of=stocks)
)


NAME = Spoken(insert(reservations).on_conflict_do_nothing().returning(reservations.c.id))


async def locked_shelves(tx: Transaction, variant_ids: Iterable[UUID]) -> dict[UUID, Shelf]:
    """Lock the stock of these variants; those that do not exist are missing."""
    wanted = stocks.c.variant_id == any_(literal(sorted(variant_ids), ARRAY(Uuid)))
    found = await tx.execute(SHELVES.where(wanted).execution_options(populate_existing=True))
    shelves = [
        Shelf(stock=stock, product_id=product, sellable=sellable) for stock, product, sellable in found
    ]
    return {shelf.stock.variant_id: shelf for shelf in shelves}


async def locked_reservation(tx: Transaction, id: UUID) -> Reservation | None:
    found = (
        select(Reservation)
        .where(reservations.c.id == id)
        .options(selectinload(Reservation.lines))  # type: ignore[arg-type] # mapped by the table
        .with_for_update()
    )
    reservation: Reservation | None = await tx.scalar(found)
    return reservation


async def first_to_name(
    tx: Transaction, id: UUID, state: ReservationState, at: datetime, expires_at: datetime | None
) -> bool:
    """Write the reservation down unless there is one; who else names it waits for the commit."""
    row = {"id": id, "state": state, "made_at": at, "expires_at": expires_at}
    return await NAME.one(tx, row) is not None


async def first_time(tx: Transaction, kind: str, id: UUID) -> bool:
    """Note that this order is carried out; false if it had been."""
    row = insert(stock_requests).values(kind=kind, id=id, carried_out_at=tx.now)
    return await tx.scalar(row.on_conflict_do_nothing().returning(stock_requests.c.id)) is not None


def write_down(tx: Transaction, books: Books) -> None:
    for movement in books.movements:
        tx.add(movement)


Tell = Callable[[Transaction, Books], None]
"""Announces what the movements come to."""
