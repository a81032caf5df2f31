"""List the capabilities that the modules declare, each with its meaning."""

from collections.abc import Mapping

from souk.database import Transaction
from souk.messages import Query
from souk.modules import Capability


class ListPermissions(Query[list[Capability]]):
    """Gathered from the modules' own declarations."""


async def list_permissions(
    _: Transaction, __: ListPermissions, *, declared: Mapping[str, Capability]
) -> list[Capability]:
    return [declared[name] for name in sorted(declared)]
