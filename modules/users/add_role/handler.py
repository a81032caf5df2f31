"""Make a role out of capabilities that its maker holds."""

from collections.abc import Collection
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from modules.users.domain.fields import CapabilityName, RoleName
from modules.users.domain.roles import SHIPPED_NAMES, CustomRole, UnknownCapability, check_grant
from modules.users.permissions import EDIT_ROLES
from souk.database import Transaction
from souk.kernel import Refusal
from souk.messages import Command


class RoleNameTaken(Refusal):
    """There is a role of this name."""


class AddRole(Command[UUID]):
    name: RoleName
    capabilities: Annotated[tuple[CapabilityName, ...], Meta(max_length=500)]


async def add_role(tx: Transaction, command: AddRole, *, declared: Collection[str]) -> UUID:
    if set(command.capabilities) - set(declared):
        raise UnknownCapability
    check_grant(command.capabilities, tx.actor.may)
    if command.name in SHIPPED_NAMES:
        raise RoleNameTaken
    role = CustomRole(id=tx.new_id(), name=command.name, capabilities=sorted(set(command.capabilities)))
    tx.add(role)
    await tx.flush(role_name_key=RoleNameTaken)
    tx.publish_staff_action(EDIT_ROLES, "add role", str(role.id))
    return role.id
