"""GET /api/admin/products/export.csv."""

import csv
from collections.abc import AsyncIterator, Iterable
from io import StringIO

from modules.catalog.domain.import_rows import COLUMNS, escaped
from modules.catalog.export_products.handler import ExportProducts
from modules.catalog.permissions import EDIT
from souk.bus import Bus
from souk.http import Stream, get, requires

HEADING = [*COLUMNS, "options", "attributes"]
AS_FILE = (b"content-disposition", b'attachment; filename="products.csv"')


@get("/api/admin/products/export.csv", policy=requires(EDIT), seconds=600, produces="text/csv", shows=str)
async def get_products_csv(bus: Bus) -> Stream:
    """Take away all products that are not retired, a row for each variant, as an import would read them.

    What a spreadsheet would run as a formula begins with an apostrophe, which an import takes off again.
    """
    return Stream(_chunks(bus), kind=b"text/csv; charset=utf-8", headers=[AS_FILE])


async def _chunks(bus: Bus) -> AsyncIterator[bytes]:
    yield _lines([HEADING])
    after = None
    while True:
        found = await bus.ask(ExportProducts(after=after))
        yield _lines([escaped(row[column]) for column in HEADING] for row in found.rows)
        if found.last is None:
            return
        after = found.last


def _lines(rows: Iterable[list[str]]) -> bytes:
    text = StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
