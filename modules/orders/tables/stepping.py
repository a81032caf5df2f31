"""Orders of which one step is taken together: locked in one statement, and stored in another."""

from collections.abc import Collection, Iterable
from functools import cache
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, any_, bindparam, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import ClassManager, class_mapper

from modules.orders.domain.errands import Errand
from modules.orders.domain.order import Order
from modules.orders.tables.orders import orders
from souk.database import Transaction
from souk.database.spoken import Spoken

READ = [column for column in orders.c if column.name != "serial"]
LOCKED = Spoken(
    select(*READ)
    .where(orders.c.id == any_(bindparam("ids", type_=ARRAY(Uuid))))
    .order_by(orders.c.id)
    .with_for_update()
)
PERSONAL = ("person_id", "guest_key", "email", "language", "shipping_address", "billing_address")
CHANGED = (
    *("lines", "attempts", "parcels", "returns", "refunds", "history"),
    *("stage", "status", "why", "detail", "next_who", "next_by", "stage_since"),
    *("stock_released", "shipping_refunded", "forgets", "captured_minor", "refunded_minor", "updated_at"),
)
"""All that changes in an order after it was placed, but for whose it was."""
STORE = Spoken(
    text(f"""
    UPDATE orders.order o SET ({", ".join(CHANGED)}, version)
        = ROW ({", ".join(f"n.{name}" for name in CHANGED)}, o.version + 1)
    FROM jsonb_populate_recordset(NULL::orders.order, :changed) n WHERE o.id = n.id
""").bindparams(bindparam("changed", type_=JSONB))  # noqa: S608 - our own columns
)
FORGET = Spoken(
    text(f"""
    UPDATE orders.order SET ({", ".join(PERSONAL)}) = ROW ({", ".join("NULL" for _ in PERSONAL)})
    WHERE id = ANY (:forgotten)
""").bindparams(bindparam("forgotten", type_=ARRAY(Uuid)))  # noqa: S608 - as above
)
WANT = Spoken(
    text("""
    INSERT INTO orders.errand (id, order_id, kind, task, state, reason, wanted_at, ended_at)
    SELECT * FROM jsonb_to_recordset(:errands) AS e (
        id uuid, order_id uuid, kind text, task jsonb, state text, reason text,
        wanted_at timestamptz, ended_at timestamptz
    )
""").bindparams(bindparam("errands", type_=JSONB))
)
ERRAND = ("id", "order_id", "kind", "task", "state", "reason", "wanted_at", "ended_at")


async def locked_orders(tx: Transaction, ids: Collection[UUID]) -> dict[UUID, Order]:
    """Return those that there are. What is changed in them is stored by `store_orders` alone."""
    found: dict[UUID, Order] = {}
    if not ids:
        return found
    for row in await LOCKED(tx, {"ids": list(set(ids))}):
        order = found[row.id] = _maker().new_instance()
        order.__dict__.update(row._asdict())
    return found


async def store_orders(tx: Transaction, changed: Iterable[Order]) -> None:
    """Write what changed in them, and take out whose they were where that is to be forgotten."""
    by_id = {order.id: order for order in changed}
    rows = [{"id": id} | {name: getattr(order, name) for name in CHANGED} for id, order in by_id.items()]
    if rows:
        await STORE(tx, {"changed": rows})
    forgotten = [id for id, order in by_id.items() if order.shipping_address is None]
    if forgotten:
        await FORGET(tx, {"forgotten": forgotten})


async def want_errands(tx: Transaction, errands: Iterable[Errand]) -> None:
    """Write them down; the orders that they are for are there."""
    rows = [{name: getattr(errand, name) for name in ERRAND} for errand in errands]
    if rows:
        await WANT(tx, {"errands": rows})


@cache
def _maker() -> ClassManager[Order]:
    """Return what makes orders that no session knows; the mappings are complete by then."""
    return class_mapper(Order).class_manager
