"""Orders whose step is taken together come out as those that are changed one by one."""

from collections.abc import Sequence
from dataclasses import fields

import pytest

from modules.orders.domain import paying
from modules.orders.domain.order import Order
from modules.orders.tables import orders
from modules.orders.tables.following import News, follow
from modules.orders.tables.keeping import Changed
from modules.orders.tables.stepping import CHANGED, PERSONAL, locked_orders, store_orders
from souk.database import Transaction
from souk.database.committing import committing
from souk.messages import Context
from souk.testing import Stage

KEYS = {"id", "serial", "number", "version", "cart_id", "cart_version", "placed_at"}
TERMS = {"currency", "shipping_method", "coupon", "subtotal_minor", "discount_minor", "shipping_minor"}
SUMS = {"tax_minor", "included_tax_minor", "total_minor"}


def test_every_column_changes_is_personal_or_stays_as_it_was_placed():
    assert {column.name for column in orders.c} == {*CHANGED, *PERSONAL, *KEYS, *TERMS, *SUMS}


class Storing:
    async def all(self, tx: Transaction, changed: Sequence[Changed]) -> None:
        await store_orders(tx, [each.order for each in changed])


@pytest.fixture
def opened(stage: Stage):
    return lambda: committing(stage.runtime.switchboard.transaction("orders", Context()))


async def test_what_is_stored_is_read_again_by_a_session_as_it_was(stage: Stage, ordering, opened):
    ids = [(await ordering()).order_id for _ in range(3)]
    async with opened() as tx:
        await follow(tx, (News(tx, id, paying.stock_promised) for id in reversed(ids)), Storing())
    async with opened() as tx:
        together = await locked_orders(tx, ids)
        for id in ids:
            alone = await tx.get(Order, id)
            for field in fields(Order):
                assert getattr(together[id], field.name) == getattr(alone, field.name), field.name
            assert (alone.stage, alone.version) == ("AwaitingPayment", 2)


async def test_whoever_is_to_be_forgotten_is_taken_out(stage: Stage, ordering, opened):
    stays, goes = (await ordering()).order_id, (await ordering()).order_id
    async with opened() as tx:
        found = await locked_orders(tx, [stays, goes])
        found[goes].forget()
        await store_orders(tx, found.values())
    rows = await stage.rows('SELECT * FROM orders."order"')
    known = {row["id"]: [name for name in PERSONAL if row[name] is not None] for row in rows}
    assert known[goes] == []
    assert {"email", "guest_key", "shipping_address"} <= set(known[stays])
