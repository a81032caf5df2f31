"""List the roles, those that come with the shop first."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from modules.users.domain.roles import SHIPPED, capabilities_of
from modules.users.tables import roles
from souk.database import Transaction
from souk.kernel import Value
from souk.messages import Query


class KnownRole(Value):
    """A role; those that come with the shop have no id and no version, for they cannot be changed."""

    id: UUID | None
    name: str
    capabilities: list[str]
    shipped: bool
    version: int | None


class ListRoles(Query[list[KnownRole]]):
    """Every role."""


async def list_roles(tx: Transaction, _: ListRoles, *, declared: Collection[str]) -> list[KnownRole]:
    shipped = [
        KnownRole(
            id=None,
            name=role.value,
            capabilities=sorted(capabilities_of([role], declared)),
            shipped=True,
            version=None,
        )
        for role in SHIPPED
    ]
    rows = await tx.execute(select(roles).order_by(roles.c.name))
    return shipped + [KnownRole(**row, shipped=False) for row in rows.mappings()]
