"""How far an import has got."""

from modules.catalog.domain.product_import import FileKind, ImportState, ProductImport
from souk.kernel import new_id
from tests.catalog.domain.made import LATER, NOON


def started() -> ProductImport:
    return ProductImport(id=new_id(), kind=FileKind.CSV, dry_run=False, started_by=None, started_at=NOON)


def test_counts_part_by_part_until_it_is_done():
    made = started()
    assert made.state is ImportState.WAITING
    made.split(1000)
    assert (made.state, made.rows) == (ImportState.RUNNING, 1000)
    made.applied(rows=500, bad=3, added=100, changed=20)
    made.applied(rows=500, bad=1, added=0, changed=7)
    assert (made.part, made.rows_done, made.rows_bad) == (2, 1000, 4)
    assert (made.products_added, made.products_changed) == (100, 27)
    made.finish(LATER)
    assert (made.state, made.finished_at) == (ImportState.DONE, LATER)


def test_says_why_it_failed():
    made = started()
    made.fail("Row 3 cannot be read.", LATER)
    assert (made.state, made.reason, made.finished_at) == (ImportState.FAILED, "Row 3 cannot be read.", LATER)
