"""How `souk loadtest` puts things: the second that just was, the table at the end, what was missed."""

from rich.table import Table

from shop.load.generator import Plan
from shop.load.report import PERCENTILES, Row
from shop.load.tallies import Tally


def how(plan: Plan, processes: int) -> str:
    asked = (
        f"{plan.rate:g} requests a second, open loop"
        if plan.rate
        else f"{plan.visitors} visitors with pauses of {plan.pause:g} s, closed loop"
    )
    return f"{plan.url}: {asked}, {processes} processes, seed {plan.seed}."


def progress(so_far: Tally) -> str:
    """Say how the last second was; the one before, since not all have told of the last one."""
    seconds = so_far.seconds
    if len(seconds) < 2:  # noqa: PLR2004
        return "The first ones come in …"
    second = seconds[-2]
    found = so_far.sum(None, range(second, second + 1))
    times = ", ".join(f"{name} {found.milliseconds(share):,.0f} ms" for name, share in PERCENTILES.items())
    kinds = ", ".join(f"{number} x {kind}" for kind, number in found.errors.most_common(3))
    return f"{second:>4} s  {found.answers_per_second:>7,.0f} answers/s  {times}" + (
        f"  errors: {kinds}" if kinds else ""
    )


def as_table(found: list[Row]) -> Table:
    table = Table("route", "requests", "answers/s", "p50 ms", "p95 ms", "p99 ms", "errors")
    for column in table.columns[1:6]:
        column.justify = "right"
    for row in found:
        kinds = ", ".join(f"{number} x {kind}" for kind, number in row.errors.items())
        times = (f"{value:,.1f}" for value in (row.per_second, row.p50, row.p95, row.p99))
        table.add_row(row.route, f"{row.requests:,}", *times, kinds or "none")
    return table


def missed(all_routes: Row, p95: float | None, errors: float | None) -> list[str]:
    found = []
    if not all_routes.requests:
        found.append("nothing was asked")
    if p95 is not None and all_routes.p95 > p95:
        found.append(f"p95 is {all_routes.p95:g} ms, not {p95:g}")
    if errors is not None and all_routes.error_share * 100 > errors:
        found.append(f"{all_routes.error_share:.2%} are errors, not {errors:g} %")
    return found
