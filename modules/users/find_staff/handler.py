"""Find who holds a capability, by the roles that they have now."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from modules.users.contracts.queries import FindStaff
from modules.users.domain.account import Standing
from modules.users.domain.roles import SHIPPED_NAMES, capabilities_of
from modules.users.tables import accounts, roles
from souk.database import Transaction

MOST = 300


async def find_staff(tx: Transaction, query: FindStaff, *, declared: Collection[str]) -> list[UUID]:
    found = await tx.execute(select(roles.c.name, roles.c.capabilities))
    custom: dict[str, Collection[str]] = {row.name: row.capabilities for row in found}
    names = sorted({*SHIPPED_NAMES, *custom})
    holding = [name for name in names if query.capability in capabilities_of([name], declared, custom)]
    theirs = select(accounts.c.id).where(
        accounts.c.roles.overlap(holding), accounts.c.standing == Standing.ACTIVE
    )
    return list((await tx.execute(theirs.order_by(accounts.c.id).limit(MOST))).scalars())
