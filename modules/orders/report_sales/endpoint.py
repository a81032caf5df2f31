"""GET /api/admin/reports/sales, and GET /api/admin/reports/sales.csv."""

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from modules.orders.permissions import REPORT
from modules.orders.report_sales.handler import (
    DaysTheWrongWayRound,
    Grouping,
    ReportSales,
    ReportTooLong,
    SalesRow,
)
from souk.bus import Bus
from souk.http import Answer, Parameters, Shown, get, requires
from souk.kernel import form

Groupings = Annotated[
    str, form("(day|product|category)(,(day|product|category)){0,2}"), Meta(examples=["day,category"])
]
RENAMED = {"since": "from", "until": "to", "group_by": "groupBy"}
COLUMNS = (
    "day",
    "productId",
    "product",
    "category",
    "currency",
    "orders",
    "quantity",
    "gross",
    "discount",
    "tax",
    "revenue",
)
FORMULAS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would work out instead of showing


class SalesParameters(Parameters, rename=RENAMED):
    """Both days count; without them, it is about the last thirty. `groupBy` names one thing or several."""

    since: date | None = None
    until: date | None = None
    group_by: Groupings = "day"

    @property
    def query(self) -> ReportSales:
        by = frozenset(Grouping(name) for name in self.group_by.split(","))
        return ReportSales(since=self.since, until=self.until, by=by)


class SalesRowShown(Shown):
    """gross - discount + tax on top = revenue. What it was not grouped by is null."""

    day: date | None
    product_id: UUID | None
    product: Annotated[str, Meta(examples=["Brass lamp"])] | None
    category: str | None
    currency: str
    orders: int
    quantity: int
    gross: Decimal
    discount: Decimal
    tax: Decimal
    revenue: Decimal


class SalesShown(Shown, rename={"since": "from", "until": "to"}):
    since: date
    until: date
    items: list[SalesRowShown]


@get("/api/admin/reports/sales", policy=requires(REPORT), refuses=[DaysTheWrongWayRound, ReportTooLong])
async def get_sales(parameters: SalesParameters, bus: Bus) -> SalesShown:
    """Report what was sold and kept: paid orders, without what was cancelled or returned."""
    report = await bus.ask(parameters.query)
    return SalesShown(since=report.since, until=report.until, items=[_shown(row) for row in report.rows])


@get(
    "/api/admin/reports/sales.csv",
    policy=requires(REPORT),
    refuses=[DaysTheWrongWayRound, ReportTooLong],
    produces="text/csv",
)
async def get_sales_table(parameters: SalesParameters, bus: Bus) -> Answer:
    """Report the same as a table."""
    report = await bus.ask(parameters.query)
    table = io.StringIO()
    lines = csv.writer(table)
    lines.writerow(COLUMNS)
    lines.writerows(_cells(row) for row in report.rows)
    name = f"sales-{report.since}-{report.until}.csv"
    headers = [
        (b"cache-control", b"no-store"),
        (b"content-disposition", f'attachment; filename="{name}"'.encode()),
    ]
    return Answer(200, table.getvalue().encode(), headers, b"text/csv; charset=utf-8")


def _shown(row: SalesRow) -> SalesRowShown:
    return SalesRowShown(
        day=row.day,
        product_id=row.product_id,
        product=row.product,
        category=row.category,
        currency=row.revenue.currency,
        orders=row.orders,
        quantity=row.quantity,
        gross=row.gross.major,
        discount=row.discount.major,
        tax=row.tax.major,
        revenue=row.revenue.major,
    )


def _cells(row: SalesRow) -> list[object]:
    return [
        row.day,
        row.product_id,
        _harmless(row.product or ""),
        row.category,
        row.revenue.currency,
        row.orders,
        row.quantity,
        row.gross.major,
        row.discount.major,
        row.tax.major,
        row.revenue.major,
    ]


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULAS) else text
