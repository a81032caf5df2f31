"""Replace what a role may do; whoever has it may do so within a second."""

from collections.abc import Collection
from typing import Annotated
from uuid import UUID

from msgspec import Meta
from sqlalchemy import select

from modules.users.contracts.events import AuthorityChanged
from modules.users.domain.fields import CapabilityName
from modules.users.domain.roles import CustomRole, UnknownCapability, check_grant
from modules.users.permissions import EDIT_ROLES
from modules.users.tables import accounts, authority_raised
from souk.database import Transaction
from souk.kernel import NotFound, Stale
from souk.messages import Command


class ChangeRole(Command[int]):
    """The answer is the role's new version."""

    id: UUID
    capabilities: Annotated[tuple[CapabilityName, ...], Meta(max_length=500)]
    version: int | None


async def change_role(tx: Transaction, command: ChangeRole, *, declared: Collection[str]) -> int:
    if set(command.capabilities) - set(declared):
        raise UnknownCapability
    role = await tx.get(CustomRole, command.id, lock=True)
    if role is None:
        raise NotFound("role")
    if command.version is not None and role.version != command.version:
        raise Stale
    check_grant(set(role.capabilities) ^ set(command.capabilities), tx.actor.may)
    role.change(command.capabilities)
    holders = await tx.execute(select(accounts.c.id).where(accounts.c.roles.contains([role.name])))
    ids = [row.id for row in holders]
    await tx.execute(authority_raised(ids))
    for id in ids:
        tx.publish(AuthorityChanged(user_id=id))
    tx.publish_staff_action(EDIT_ROLES, "change role", str(role.id))
    return role.version
