"""Remove a role that nobody has."""

from uuid import UUID

from sqlalchemy import delete, func, select

from modules.users.domain.roles import CustomRole, check_grant
from modules.users.permissions import EDIT_ROLES
from modules.users.tables import accounts, roles
from souk.database import Transaction
from souk.kernel import NotFound, Refusal
from souk.messages import Command


class RoleInUse(Refusal):
    """Somebody has this role: take it from them first."""


class RemoveRole(Command[None]):
    id: UUID


async def remove_role(tx: Transaction, command: RemoveRole) -> None:
    role = await tx.get(CustomRole, command.id, lock=True)
    if role is None:
        raise NotFound("role")
    check_grant(role.capabilities, tx.actor.may)
    held = select(func.count()).select_from(accounts).where(accounts.c.roles.contains([role.name]))
    if await tx.scalar(held):
        raise RoleInUse
    await tx.execute(delete(roles).where(roles.c.id == role.id))
    tx.publish_staff_action(EDIT_ROLES, "remove role", str(role.id))
