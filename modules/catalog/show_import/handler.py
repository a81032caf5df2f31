"""How far an import is, and what was wrong."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from modules.catalog.domain.import_rows import RowProblem
from modules.catalog.domain.product_import import ImportState, ProductImport
from modules.catalog.tables import import_problems
from souk.database import Transaction
from souk.kernel import NotFound, Value
from souk.messages import Query

P = import_problems.c


class ImportReport(Value):
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
    problems: list[RowProblem]


class ShowImport(Query[ImportReport]):
    import_id: UUID


async def show_import(tx: Transaction, query: ShowImport) -> ImportReport:
    found = await tx.get(ProductImport, query.import_id)
    if found is None:
        raise NotFound("import")

    wrong = select(P.line, P.column, P.reason).where(P.import_id == found.id).order_by(P.line, P.id)
    problems = [
        RowProblem(line=row.line, column=row.column, reason=row.reason) for row in await tx.execute(wrong)
    ]
    return ImportReport(
        id=found.id,
        state=found.state,
        dry_run=found.dry_run,
        rows=found.rows,
        rows_done=found.rows_done,
        rows_bad=found.rows_bad,
        products_added=found.products_added,
        products_changed=found.products_changed,
        reason=found.reason,
        started_at=found.started_at,
        finished_at=found.finished_at,
        problems=problems,
    )
