"""GET /api/admin/products/import/{id}."""

from datetime import datetime
from uuid import UUID

from modules.catalog.domain.product_import import ImportState
from modules.catalog.permissions import EDIT
from modules.catalog.show_import.handler import ShowImport
from souk.bus import Bus
from souk.http import Shown, get, requires
from souk.kernel import NotFound


class RowProblemShown(Shown):
    line: int
    column: str
    reason: str


class ImportShown(Shown):
    """The first thousand problems, by line and column; `rowsBad` counts all rows that have one."""

    id: UUID
    state: ImportState
    dry_run: bool
    rows: int
    rows_done: int
    rows_bad: int
    products_added: int
    products_changed: int
    reason: str
    started_at: datetime
    finished_at: datetime | None
    problems: list[RowProblemShown]


@get("/api/admin/products/import/{id}", policy=requires(EDIT), refuses=[NotFound])
async def get_import(id: UUID, bus: Bus) -> ImportShown:
    """Show how far an import is, and what was wrong with which row."""
    report = await bus.ask(ShowImport(import_id=id))
    return ImportShown(
        id=report.id,
        state=report.state,
        dry_run=report.dry_run,
        rows=report.rows,
        rows_done=report.rows_done,
        rows_bad=report.rows_bad,
        products_added=report.products_added,
        products_changed=report.products_changed,
        reason=report.reason,
        started_at=report.started_at,
        finished_at=report.finished_at,
        problems=[
            RowProblemShown(line=problem.line, column=problem.column, reason=problem.reason)
            for problem in report.problems
        ],
    )
