"""The shipping methods that go to a country, the preferred ones first."""

from collections.abc import Awaitable, Callable

from modules.orders.domain.pricing.shipping import ShippingTable
from modules.orders.domain.pricing.taxes import Country
from modules.orders.domain.pricing.totals import PriceRules
from souk.database import Transaction
from souk.messages import Query

AllRules = Callable[[Transaction], Awaitable[PriceRules]]


class ListShippingMethods(Query[ShippingTable]):
    """Without a country, those that go to the shop's own."""

    country: Country | None = None


async def list_shipping_methods(
    tx: Transaction, query: ListShippingMethods, *, all_rules: AllRules
) -> ShippingTable:
    rules = await all_rules(tx)
    country = query.country or rules.taxes.home_country
    return ShippingTable(methods=tuple(each for each in rules.shipping.methods if each.serves(country)))
