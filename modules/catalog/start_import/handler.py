"""Keep the file that was brought, and want it worked on."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import insert

from modules.catalog.domain.product_import import THE_FILE, FileKind, ProductImport
from modules.catalog.permissions import EDIT
from modules.catalog.tables import import_parts
from souk.database import Transaction
from souk.kernel import Value
from souk.messages import Command, Job

Run = Callable[[UUID], Job]
"""Names the job that works on an import."""


class StartedImport(Value):
    id: UUID


class StartImport(Command[StartedImport]):
    """`content` is the file, packed with gzip."""

    kind: FileKind
    dry_run: bool
    content: bytes


async def start_import(tx: Transaction, command: StartImport, *, run: Run) -> StartedImport:
    started = ProductImport(
        id=tx.new_id(),
        kind=command.kind,
        dry_run=command.dry_run,
        started_by=tx.actor.id,
        started_at=tx.now,
    )
    tx.add(started)
    await tx.flush()
    the_file = {"import_id": started.id, "number": THE_FILE, "content": command.content}
    await tx.execute(insert(import_parts).values(the_file))
    tx.enqueue(run(started.id))
    tx.publish_staff_action(EDIT, "start_import", f"import/{started.id}")
    return StartedImport(id=started.id)
