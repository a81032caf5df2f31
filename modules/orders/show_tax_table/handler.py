"""All tax rates as staff keep them."""

from collections.abc import Awaitable, Callable

from modules.orders.domain.pricing.taxes import TaxTable
from souk.database import Transaction
from souk.kernel import Value
from souk.messages import Query

ReadRules = Callable[[Transaction, str, type[TaxTable]], Awaitable[tuple[TaxTable, int]]]


class KeptTaxTable(Value):
    """The rates, and the version that a change is based on."""

    table: TaxTable
    version: int


class ShowTaxTable(Query[KeptTaxTable]):
    """Asks for the rates of all countries."""


async def show_tax_table(tx: Transaction, _: ShowTaxTable, *, read_rules: ReadRules) -> KeptTaxTable:
    table, version = await read_rules(tx, "taxes", TaxTable)
    return KeptTaxTable(table=table, version=version)
