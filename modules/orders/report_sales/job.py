"""Tell the shop each morning what was sold the day before."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from uuid import UUID, uuid5

from modules.orders.report_sales.handler import Grouping, ReportSales, SalesRow
from modules.users.contracts.commands import NotifyUser
from souk.database import Transaction
from souk.kernel import Money
from souk.messages import Job

REPORTS = UUID("2d0c2f53-2f0b-5f2a-9d0e-4a8e9b1f6c77")
BEST = 5


class SendDailyReport(Job, wire="orders.send_daily_report.v1"):
    """Done each morning; days are those of UTC. However often it is done, a day has one letter."""


async def send_daily_report(tx: Transaction, _: SendDailyReport, *, mailbox: str) -> None:
    """Write to the shop's own mailbox. A day without sales is told too: it may be a broken shop."""
    day = tx.now.date() - timedelta(days=1)
    by_day = (await tx.ask(ReportSales(since=day, until=day))).rows
    by_product = (await tx.ask(ReportSales(since=day, until=day, by=frozenset({Grouping.PRODUCT})))).rows
    values = {
        "day": day.isoformat(),
        "orders": str(sum(row.orders for row in by_day)),
        "quantity": str(sum(row.quantity for row in by_day)),
        "revenue": _amounts(by_day, lambda row: row.revenue),
        "discount": _amounts(by_day, lambda row: row.discount),
        "best": "; ".join(f"{row.quantity} x {row.product}" for row in by_product[:BEST]) or "-",
    }
    await tx.do(
        NotifyUser(
            notification_id=uuid5(REPORTS, values["day"]),
            template="orders.daily_report",
            email=mailbox,
            values=values,
        )
    )


def _amounts(rows: Iterable[SalesRow], of: Callable[[SalesRow], Money]) -> str:
    """One amount for each currency: they do not add up."""
    return ", ".join(str(of(row)) for row in rows) or "0"
