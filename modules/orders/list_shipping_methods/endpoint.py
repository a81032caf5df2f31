"""GET /api/shipping-methods."""

from modules.orders.domain.pricing.taxes import Country
from modules.orders.edge import ShippingTableShown, shown_shipping
from modules.orders.list_shipping_methods.handler import ListShippingMethods
from souk.bus import Bus
from souk.http import Parameters, get, public


class DestinationParameters(Parameters):
    country: Country | None = None


@get("/api/shipping-methods", policy=public, cached=10)
async def get_shipping_methods(parameters: DestinationParameters, bus: Bus) -> ShippingTableShown:
    """List how parcels travel to a country; without one, to the shop's own."""
    return shown_shipping(await bus.ask(ListShippingMethods(country=parameters.country)))
