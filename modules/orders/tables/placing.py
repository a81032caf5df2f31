"""Writes a new order by one statement: what every customer waits for."""

from sqlalchemy import bindparam
from sqlalchemy.dialects.postgresql import insert

from modules.orders.domain.order import Order
from modules.orders.domain.placing import CartAlreadyOrdered
from modules.orders.tables.orders import orders
from souk.database import Transaction
from souk.database.spoken import Spoken

WORKED_OUT = {"serial", "number"}
"""What the database says."""
GIVEN = [column for column in orders.c if column.name not in WORKED_OUT]
PLACE = Spoken(
    insert(orders)
    .values({column.name: bindparam(column.name, type_=column.type) for column in GIVEN})
    .on_conflict_do_nothing(index_elements=[orders.c.cart_id])
    .returning(orders.c.number)
)


async def write(tx: Transaction, order: Order) -> None:
    """Give it its number. Raises CartAlreadyOrdered if there is another one of its cart."""
    order.version = 1
    row = await PLACE.one(tx, {column.name: getattr(order, column.name) for column in GIVEN})
    if row is None:
        raise CartAlreadyOrdered
    order.number = row.number
