"""Add up the sales of some days, from the read model."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, func, select

from modules.orders.tables import sales
from souk.database import Transaction
from souk.kernel import Money, Refusal, Value
from souk.messages import Query

LONGEST = timedelta(days=366)
MOST_ROWS = 10_000
USUAL = timedelta(days=29)


class Grouping(StrEnum):
    """What a row of the report stands for."""

    DAY = "day"
    PRODUCT = "product"
    CATEGORY = "category"


class DaysTheWrongWayRound(Refusal):
    """A report ends on the day on which it begins, or later."""


class ReportTooLong(Refusal):
    """So much cannot be looked at: ask for fewer days, or group them."""


class SalesRow(Value):
    """Sales in one currency. What it was not grouped by is not said. `tax` is on top or included."""

    day: date | None
    product_id: UUID | None
    product: str | None
    category: str | None
    orders: int
    quantity: int
    gross: Money
    discount: Money
    tax: Money
    revenue: Money


class SalesReport(Value):
    since: date
    until: date
    rows: list[SalesRow]


class ReportSales(Query[SalesReport]):
    """Both days count. Without them, it is about the last thirty; days are those of UTC."""

    since: date | None = None
    until: date | None = None
    by: frozenset[Grouping] = frozenset({Grouping.DAY})


async def report_sales(tx: Transaction, query: ReportSales) -> SalesReport:
    until = query.until or tx.now.date()
    since = query.since or until - USUAL
    if since > until:
        raise DaysTheWrongWayRound
    if until - since > LONGEST:
        raise ReportTooLong
    keys = _keys(query.by)
    found = (
        select(*keys, *SUMS)
        .where(sales.c.day.between(since, until), sales.c.quantity > 0)
        .group_by(*_grouped(query.by), sales.c.currency)
        .order_by(*([sales.c.day] if Grouping.DAY in query.by else []), func.sum(sales.c.revenue).desc())
        .limit(MOST_ROWS + 1)
    )
    rows = (await tx.execute(found)).mappings().all()
    if len(rows) > MOST_ROWS:
        raise ReportTooLong
    return SalesReport(since=since, until=until, rows=[_row(row) for row in rows])


SUMS: tuple[ColumnElement[Any], ...] = (
    sales.c.currency,
    func.count(sales.c.order_id.distinct()).label("orders"),
    func.sum(sales.c.quantity).label("quantity"),
    func.sum(sales.c.gross).label("gross"),
    func.sum(sales.c.discount).label("discount"),
    func.sum(sales.c.tax).label("tax"),
    func.sum(sales.c.revenue).label("revenue"),
)
COLUMNS: dict[Grouping, ColumnElement[Any]] = {
    Grouping.DAY: sales.c.day,
    Grouping.PRODUCT: sales.c.product_id,
    Grouping.CATEGORY: sales.c.category,
}


def _grouped(by: frozenset[Grouping]) -> list[ColumnElement[Any]]:
    return [COLUMNS[each] for each in Grouping if each in by]


def _keys(by: frozenset[Grouping]) -> list[ColumnElement[Any]]:
    """A product may have changed its name; the report says the last one in the alphabet."""
    names = [func.max(sales.c.name).label("product")] if Grouping.PRODUCT in by else []
    return [*_grouped(by), *names]


def _row(row: RowMapping) -> SalesRow:
    def money(name: str) -> Money:
        return Money(minor=int(row[name]), currency=row["currency"])

    return SalesRow(
        day=row.get("day"),
        product_id=row.get("product_id"),
        product=row.get("product"),
        category=row.get("category"),
        orders=row["orders"],
        quantity=row["quantity"],
        gross=money("gross"),
        discount=money("discount"),
        tax=money("tax"),
        revenue=money("revenue"),
    )
