"""An import: a file of rows that is split into parts, each applied as a whole."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

THE_FILE = -1  # the number of the part that is the whole file, until it is split
ROWS_OF_A_PART = 1000
MOST_ROWS = 100_000
MOST_PROBLEMS = 1000


class FileKind(StrEnum):
    CSV = "csv"
    NDJSON = "ndjson"


class ImportState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(eq=False, kw_only=True)
class ProductImport:
    """Counts rows. `part` is the next one to be applied, so that nothing is applied twice."""

    id: UUID
    kind: FileKind
    dry_run: bool
    started_by: UUID | None
    started_at: datetime
    state: ImportState = ImportState.WAITING
    part: int = 0
    rows: int = 0
    rows_done: int = 0
    rows_bad: int = 0
    products_added: int = 0
    products_changed: int = 0
    reason: str = ""
    finished_at: datetime | None = None

    def split(self, rows: int) -> None:
        self.rows = rows
        self.state = ImportState.RUNNING

    def applied(self, *, rows: int, bad: int, added: int, changed: int) -> None:
        """Count one more part."""
        self.part += 1
        self.rows_done += rows
        self.rows_bad += bad
        self.products_added += added
        self.products_changed += changed

    def finish(self, at: datetime) -> None:
        self.state = ImportState.DONE
        self.finished_at = at

    def fail(self, reason: str, at: datetime) -> None:
        self.state = ImportState.FAILED
        self.reason = reason
        self.finished_at = at
