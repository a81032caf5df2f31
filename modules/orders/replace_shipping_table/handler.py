"""Replace all shipping methods by a new list."""

from collections.abc import Awaitable, Callable

from modules.orders.domain.pricing.shipping import ShippingTable
from modules.orders.permissions import PRICE
from souk.database import Transaction
from souk.messages import Command

ReplaceRules = Callable[[Transaction, str, ShippingTable, int], Awaitable[int]]


class ReplaceShippingTable(Command[int]):
    """Answers the new version. Orders that are placed keep the price that they were placed with."""

    table: ShippingTable
    expected_version: int


async def replace_shipping_table(
    tx: Transaction, command: ReplaceShippingTable, *, replace_rules: ReplaceRules
) -> int:
    table = command.table.checked()
    version = await replace_rules(tx, "shipping", table, command.expected_version)
    tx.publish_staff_action(PRICE, "replace_shipping_methods", f"version/{version}")
    return version
