"""Replace all tax rates by a new list."""

from collections.abc import Awaitable, Callable

from modules.orders.domain.pricing.taxes import TaxTable
from modules.orders.permissions import PRICE
from souk.database import Transaction
from souk.messages import Command

ReplaceRules = Callable[[Transaction, str, TaxTable, int], Awaitable[int]]


class ReplaceTaxTable(Command[int]):
    """Answers the new version. Orders that are placed keep the rates that they were placed with."""

    table: TaxTable
    expected_version: int


async def replace_tax_table(tx: Transaction, command: ReplaceTaxTable, *, replace_rules: ReplaceRules) -> int:
    table = command.table.checked()
    version = await replace_rules(tx, "taxes", table, command.expected_version)
    tx.publish_staff_action(PRICE, "replace_tax_rates", f"version/{version}")
    return version
