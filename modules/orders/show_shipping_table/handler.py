"""All shipping methods as staff keep them."""

from collections.abc import Awaitable, Callable

from modules.orders.domain.pricing.shipping import ShippingTable
from souk.database import Transaction
from souk.kernel import Value
from souk.messages import Query

ReadRules = Callable[[Transaction, str, type[ShippingTable]], Awaitable[tuple[ShippingTable, int]]]


class KeptShippingTable(Value):
    """The methods, and the version that a change is based on."""

    table: ShippingTable
    version: int


class ShowShippingTable(Query[KeptShippingTable]):
    """Asks for all of them, wherever they go."""


async def show_shipping_table(
    tx: Transaction, _: ShowShippingTable, *, read_rules: ReadRules
) -> KeptShippingTable:
    table, version = await read_rules(tx, "shipping", ShippingTable)
    return KeptShippingTable(table=table, version=version)
