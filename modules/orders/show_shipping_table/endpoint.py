"""GET /api/admin/shipping-methods."""

from modules.orders.edge import ShippingTableShown, shown_shipping
from modules.orders.permissions import PRICE
from modules.orders.show_shipping_table.handler import ShowShippingTable
from souk.bus import Bus
from souk.http import Reply, get, requires, version_tag


@get("/api/admin/shipping-methods", policy=requires(PRICE))
async def get_shipping_table(bus: Bus) -> Reply[ShippingTableShown]:
    """Show all shipping methods; the ETag is what a change is based on."""
    kept = await bus.ask(ShowShippingTable())
    return Reply(shown_shipping(kept.table), headers=[version_tag(kept.version)])
