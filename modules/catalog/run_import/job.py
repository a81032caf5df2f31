"""Apply one part of an import after the other, each in a transaction of its own.

How far it is changes with the part's own commit: a worker that dies leaves a part undone or done, never half,
and whoever takes over goes on behind the last one that was done.
"""

import asyncio
import zlib
from collections.abc import Iterator
from itertools import islice
from uuid import UUID

import msgspec
from sqlalchemy import delete, insert, select

from modules.catalog.contracts.events import PriceChanged, ProductChanged, ProductPublished
from modules.catalog.domain.import_rows import NumberedRow, RowProblem
from modules.catalog.domain.import_split import UnreadableFile, parts_of
from modules.catalog.domain.product_import import MOST_PROBLEMS, THE_FILE, ImportState, ProductImport
from modules.catalog.tables import import_parts, import_problems
from modules.catalog.tables.import_room import Applied, apply_rows
from souk.database import Transaction
from souk.messages import Job

ENCODE = msgspec.msgpack.Encoder().encode
DECODE = msgspec.msgpack.Decoder(list[NumberedRow]).decode
P = import_parts.c
AT_ONCE = 5


class RunImport(Job, wire="catalog.run_import.v1"):
    """Does the next part, and wants itself done again until there is none."""

    import_id: UUID


async def run_import(tx: Transaction, job: RunImport) -> None:
    found = await tx.get(ProductImport, job.import_id, lock=True)
    if found is None or found.state in {ImportState.DONE, ImportState.FAILED}:
        return
    if found.state is ImportState.WAITING:
        await _split(tx, found)
    else:
        await _next_part(tx, found)
    if found.state is ImportState.RUNNING:
        tx.enqueue(RunImport(import_id=found.id))


async def _split(tx: Transaction, found: ProductImport) -> None:
    """In a thread, a few parts at a time: the worker goes on, and the transaction is never idle for long."""
    content = await _part(tx, found.id, THE_FILE)
    parts = parts_of(found.kind, content or b"")
    rows = number = 0
    try:
        while some := await asyncio.to_thread(_packed, parts):
            written = [
                {"import_id": found.id, "number": number + place, "content": packed}
                for place, (packed, _) in enumerate(some)
            ]
            await tx.execute(insert(import_parts), written)
            rows += sum(count for _, count in some)
            number += len(some)
    except UnreadableFile as problem:
        found.fail(str(problem), tx.now)
    else:
        found.split(rows)
    await tx.execute(delete(import_parts).where(P.import_id == found.id, P.number == THE_FILE))


def _packed(parts: Iterator[list[NumberedRow]]) -> list[tuple[bytes, int]]:
    """The next few, each packed, and how many rows it has."""
    return [(zlib.compress(ENCODE(part), 1), len(part)) for part in islice(parts, AT_ONCE)]


async def _next_part(tx: Transaction, found: ProductImport) -> None:
    content = await _part(tx, found.id, found.part)
    if content is None:
        found.finish(tx.now)
        return
    rows = DECODE(zlib.decompress(content))
    applied = await apply_rows(tx, rows, dry_run=found.dry_run)
    await _note(tx, found, applied.problems)
    await tx.execute(delete(import_parts).where(P.import_id == found.id, P.number == found.part))
    bad = len({problem.line for problem in applied.problems})
    found.applied(rows=len(rows), bad=bad, added=len(applied.fresh), changed=len(applied.revised))
    if not found.dry_run:
        _tell(tx, applied)


async def _part(tx: Transaction, import_id: UUID, number: int) -> bytes | None:
    content: bytes | None = await tx.scalar(
        select(P.content).where(P.import_id == import_id, P.number == number)
    )
    return content


async def _note(tx: Transaction, found: ProductImport, problems: list[RowProblem]) -> None:
    """Only so many: who reads a thousand mistakes will look for the reason that they have in common."""
    kept = problems[: max(0, MOST_PROBLEMS - found.rows_bad)]
    if kept:
        rows = [{"import_id": found.id, **msgspec.structs.asdict(problem)} for problem in kept]
        await tx.execute(insert(import_problems), rows)


def _tell(tx: Transaction, applied: Applied) -> None:
    for fresh in applied.fresh.values():
        tx.publish(ProductPublished(product_id=fresh.id))
    for revised in applied.revised.values():
        tx.publish(ProductChanged(product_id=revised.product.id))
    for change in applied.prices:
        tx.publish(
            PriceChanged(
                product_id=change.product_id, variant_id=change.variant_id, old=change.old, new=change.new
            )
        )
