"""The report of a load test: a page with a table and plots, and the figures for programs."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from shop.load.plots import Line, plot
from shop.load.tallies import Sum, Tally

PERCENTILES = {"p50": 0.50, "p95": 0.95, "p99": 0.99}
ALL = "all routes"
PAGE = "report.md"
FIGURES = "figures.json"


class Row(msgspec.Struct, frozen=True):
    """One line of the table. Times are in milliseconds, and of those who got an answer."""

    route: str
    requests: int
    per_second: float
    p50: float
    p95: float
    p99: float
    errors: dict[str, int]

    @property
    def error_share(self) -> float:
        return sum(self.errors.values()) / self.requests if self.requests else 0.0


def rows(tally: Tally, seconds: range) -> list[Row]:
    """Return a row for each route, and first one for all of them."""
    return [_row(ALL, tally.sum(None, seconds)), *(_row(r, tally.sum(r, seconds)) for r in tally.routes)]


def write(folder: Path, tally: Tally, seconds: range, said: str) -> Path:
    """Write page, plots and figures; return the page. `said` tells how it was run."""
    folder.mkdir(parents=True, exist_ok=True)
    table = rows(tally, seconds)
    (folder / FIGURES).write_bytes(msgspec.json.format(msgspec.json.encode(table)))
    for name, drawn in _plots(tally, seconds):
        (folder / name).write_text(drawn, encoding="utf-8")
    page = folder / PAGE
    page.write_text("\n".join(_page(tally, seconds, table, said)), encoding="utf-8")
    return page


def file_of(route: str) -> str:
    return (re.sub(r"[^a-z0-9]+", "-", route.lower()).strip("-") or "none") + ".svg"


def _row(route: str, found: Sum) -> Row:
    times = {name: round(found.milliseconds(share), 1) for name, share in PERCENTILES.items()}
    rate = round(found.answers_per_second, 1)
    return Row(route=route, requests=found.requests, per_second=rate, errors=dict(found.errors), **times)


def _plots(tally: Tally, seconds: range) -> Iterator[tuple[str, str]]:
    answered = Line("answers", _over(seconds, lambda s: tally.sum(None, s).answers_per_second))
    errors = Line("errors", _over(seconds, lambda s: float(tally.sum(None, s).errors.total())))
    yield "throughput.svg", plot("Answers and errors in each second", "/s", [answered, errors])
    for route in [None, *tally.routes]:
        lines = [
            Line(name, _over(seconds, lambda s, r=route, p=share: _time(tally.sum(r, s), p)))  # type: ignore[misc]
            for name, share in PERCENTILES.items()
        ]
        name = route or ALL
        yield file_of(name), plot(f"{name}: time to the answer", "ms", lines)


def _over(seconds: range, figure: Callable[[range], float | None]) -> list[float | None]:
    return [figure(range(second, second + 1)) for second in seconds]


def _time(found: Sum, share: float) -> float | None:
    return found.milliseconds(share) if found.buckets else None


def _page(tally: Tally, seconds: range, table: list[Row], said: str) -> Iterator[str]:
    yield f"# Load test\n\n{said} Figures are of {len(seconds)} seconds.\n"
    yield "| route | requests | answers/s | p50 ms | p95 ms | p99 ms | errors |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for row in table:
        figures = f"{row.per_second:,.1f} | {row.p50:,.1f} | {row.p95:,.1f} | {row.p99:,.1f}"
        yield f"| {row.route} | {row.requests:,} | {figures} | {row.error_share:.2%} |"
    every = table[0].errors
    if every:
        yield "\n## Errors\n"
        yield from (f"- {number:,} x {kind}" for kind, number in sorted(every.items(), key=lambda e: -e[1]))
    yield "\n## Over time\n\n![throughput](throughput.svg)"
    yield from (f"![{name}]({file_of(name)})" for name in [ALL, *tally.routes])
    yield ""
