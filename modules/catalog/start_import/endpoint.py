"""POST /api/admin/products/import."""

import zlib
from uuid import UUID

from modules.catalog.domain.product_import import FileKind
from modules.catalog.permissions import EDIT
from modules.catalog.start_import.handler import StartImport
from souk.bus import Bus
from souk.http import Parameters, Shown, Upload, Visit, post, requires

LARGEST = 100_000_000
CSV, NDJSON = "text/csv", "application/x-ndjson"
GZIP = 16 + zlib.MAX_WBITS


class HowToImport(Parameters):
    dry_run: bool = False


class ImportStarted(Shown):
    """`watch` shows how far it is."""

    id: UUID
    watch: str


@post(
    "/api/admin/products/import",
    policy=requires(EDIT),
    status=202,
    body_of=[CSV, NDJSON],
    largest=LARGEST,
    seconds=120,
    reads=["Content-Type"],
)
async def post_import(how: HowToImport, upload: Upload, visit: Visit, bus: Bus) -> ImportStarted:
    """Add and change products by a file: CSV with a heading, or NDJSON, gzip allowed; a row for each variant.

    The columns are `slug`, `name`, `category`, `sku`, `price`, `currency`, `description`, `onHand` (of new
    variants only), `lowStockThreshold`, `weightGrams`, `imageUrl`, `option.<name>`, `attribute.<name>`.
    With `dryRun=true` everything is checked, and nothing changed.
    """
    kind = FileKind.NDJSON if (visit.header("content-type") or "").startswith(NDJSON) else FileKind.CSV
    packed = await _packed(upload)
    started = await bus.do(StartImport(kind=kind, dry_run=how.dry_run, content=packed))
    return ImportStarted(id=started.id, watch=f"/api/admin/products/import/{started.id}")


async def _packed(upload: Upload) -> bytes:
    """The file is never in memory as it is: packed, a hundred thousand rows are a few megabytes."""
    packer = zlib.compressobj(1, zlib.DEFLATED, GZIP)
    parts = [packer.compress(piece) async for piece in upload]
    return b"".join([*parts, packer.flush()])
