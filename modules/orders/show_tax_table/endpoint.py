"""GET /api/admin/tax-rates."""

from modules.orders.edge import TaxTableShown, shown_taxes
from modules.orders.permissions import PRICE
from modules.orders.show_tax_table.handler import ShowTaxTable
from souk.bus import Bus
from souk.http import Reply, get, requires, version_tag


@get("/api/admin/tax-rates", policy=requires(PRICE))
async def get_tax_table(bus: Bus) -> Reply[TaxTableShown]:
    """Show all tax rates; the ETag is what a change is based on."""
    kept = await bus.ask(ShowTaxTable())
    return Reply(shown_taxes(kept.table), headers=[version_tag(kept.version)])
