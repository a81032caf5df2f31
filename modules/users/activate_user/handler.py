"""Open a deactivated account again."""

from uuid import UUID

from modules.users.contracts.events import UserActivated
from modules.users.domain.account import Account, Standing
from modules.users.permissions import DEACTIVATE
from souk.database import Transaction
from souk.kernel import NotFound
from souk.messages import Command


class ActivateUser(Command[None]):
    user_id: UUID


async def activate_user(tx: Transaction, command: ActivateUser) -> None:
    account = await tx.get(Account, command.user_id, lock=True)
    if account is None or account.standing is Standing.ERASED:
        raise NotFound("user")
    if account.activate():
        tx.publish(UserActivated(user_id=account.id))
        tx.publish_staff_action(DEACTIVATE, "activate user", str(account.id))
