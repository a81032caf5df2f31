"""Close an account for now: its sessions end, and nobody signs in to it."""

from collections.abc import Collection
from uuid import UUID

from modules.users.contracts.events import SessionEnded, UserDeactivated
from modules.users.domain.account import Account, Standing
from modules.users.domain.roles import Role, capabilities_of, check_grant
from modules.users.permissions import DEACTIVATE
from modules.users.tables import ONE_STEPS_DOWN, bundles, check_administrators, ended
from souk.database import Transaction
from souk.kernel import NotFound
from souk.messages import Command


class DeactivateUser(Command[None]):
    user_id: UUID


async def deactivate_user(tx: Transaction, command: DeactivateUser, *, declared: Collection[str]) -> None:
    """Nobody closes the account of somebody who may do more than they may."""
    await tx.execute(ONE_STEPS_DOWN)
    account = await tx.get(Account, command.user_id, lock=True)
    if account is None or account.standing is Standing.ERASED:
        raise NotFound("user")
    theirs = capabilities_of(account.roles, declared, await bundles(tx, account.roles))
    check_grant(theirs, tx.actor.may)
    if Role.ADMINISTRATOR.value in account.roles and account.is_active:
        await check_administrators(tx, account.id)
    if account.deactivate():
        await tx.execute(ended(account.id, "deactivated", tx.now))
        tx.publish(UserDeactivated(user_id=account.id))
        tx.publish(SessionEnded(user_id=account.id, reason="deactivated"))
        tx.publish_staff_action(DEACTIVATE, "deactivate user", str(account.id))
