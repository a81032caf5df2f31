"""One look at everything: the platform's own books, then those of each module."""

from collections.abc import AsyncIterator

from souk.database.committing import committing
from souk.examining.tables import Declared
from souk.messages import Context
from souk.modules import Examination, Finding, Module, Registry
from souk.pipeline import Switchboard


async def examined(registry: Registry, switchboard: Switchboard, context: Context) -> AsyncIterator[Finding]:
    """Let each module look for its tables and its own books over; one that cannot is a finding too."""
    platform_first = sorted(registry.declarations, key=lambda module: module.name in registry.modules)
    for module in platform_first:
        own = [Declared(module.name, module.tables).tables_are_there] if module.tables.tables else []
        for examine in (*own, *module.examinations):
            yield await _one(module, examine, switchboard, context)


async def _one(module: Module, examine: Examination, switchboard: Switchboard, context: Context) -> Finding:
    transaction = switchboard.transaction(module.name, context, reads=True)
    try:
        async with committing(transaction) as tx:
            return await examine(tx)
    except Exception as error:  # noqa: BLE001 - whatever keeps it from looking is the finding
        name = f"{module.name}: {getattr(examine, '__name__', 'a look at its books')}"
        return Finding(check=name, well=False, figure=f"{type(error).__name__}: {error}")
