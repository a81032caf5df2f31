"""Reads and replaces the lists that staff decide as a whole: shipping methods and tax rates."""

from typing import TypeVar

import msgspec
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from modules.orders.tables import price_rules
from souk.database import Transaction
from souk.kernel import Stale, Value

T = TypeVar("T", bound=Value)


async def read_rules(tx: Transaction, name: str, kind: type[T]) -> tuple[T, int]:
    """Return the list of that name and its version: that of a new shop has version 0, and no row."""
    columns = select(price_rules.c.content, price_rules.c.version)
    row = (await tx.execute(columns.where(price_rules.c.name == name))).one_or_none()
    return (kind(), 0) if row is None else (msgspec.convert(row.content, kind), row.version)


async def replace_rules(tx: Transaction, name: str, content: Value, expected: int) -> int:
    """Put the new list in the place of the version that was expected, and return its version; else Stale."""
    values = {"content": msgspec.to_builtins(content), "version": expected + 1}
    same = (price_rules.c.name == name) & (price_rules.c.version == expected)
    first = insert(price_rules).values(name=name, **values).on_conflict_do_nothing()
    statement = update(price_rules).where(same).values(values) if expected else first
    version = await tx.scalar(statement.returning(price_rules.c.version))
    if version is None:
        raise Stale
    return expected + 1
