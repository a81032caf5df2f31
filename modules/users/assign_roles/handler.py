"""Replace somebody's roles."""

from collections.abc import Collection
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from modules.users.contracts.events import AuthorityChanged, RolesChanged
from modules.users.domain.account import Account
from modules.users.domain.fields import RoleName
from modules.users.domain.roles import SHIPPED_NAMES, Role, UnknownRole, capabilities_of, check_grant
from modules.users.permissions import ASSIGN_ROLES
from modules.users.tables import ONE_STEPS_DOWN, authority_raised, bundles, check_administrators
from souk.database import Transaction
from souk.kernel import NotFound, Stale
from souk.messages import Command


class AssignRoles(Command[int]):
    """The answer is the account's new version."""

    user_id: UUID
    roles: Annotated[tuple[RoleName, ...], Meta(max_length=20)]
    version: int | None


async def assign_roles(tx: Transaction, command: AssignRoles, *, declared: Collection[str]) -> int:
    """Nobody gives, or takes away, what they do not hold; the last administrator stays one."""
    await tx.execute(ONE_STEPS_DOWN)
    account = await tx.get(Account, command.user_id, lock=True)
    if account is None or not account.is_active:
        raise NotFound("user")
    if command.version is not None and account.version != command.version:
        raise Stale
    wanted = sorted(set(command.roles))
    custom = await bundles(tx, [*wanted, *account.roles], keep=True)
    if set(wanted) - SHIPPED_NAMES - custom.keys():
        raise UnknownRole
    before = capabilities_of(account.roles, declared, custom)
    after = capabilities_of(wanted, declared, custom)
    check_grant(before ^ after, tx.actor.may)
    if Role.ADMINISTRATOR.value in set(account.roles) - set(wanted):
        await check_administrators(tx, account.id)
    account.change_roles(wanted)
    await tx.flush()
    await tx.execute(authority_raised([account.id]))
    tx.publish(RolesChanged(user_id=account.id))
    tx.publish(AuthorityChanged(user_id=account.id))
    tx.publish_staff_action(ASSIGN_ROLES, "assign roles", str(account.id))
    return account.version
