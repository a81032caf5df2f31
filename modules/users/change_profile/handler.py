"""Change the person's own name and language."""

from modules.users.domain.account import Account
from modules.users.domain.fields import Language, Name
from souk.database import Transaction
from souk.kernel import NotFound
from souk.messages import Command


class ChangeProfile(Command[None]):
    """Given by people about themselves; what is None stays as it is."""

    first_name: Name | None = None
    last_name: Name | None = None
    language: Language | None = None


async def change_profile(tx: Transaction, command: ChangeProfile) -> None:
    account = await tx.get(Account, tx.actor.id, lock=True)
    if account is None or not account.is_active:
        raise NotFound("account")
    account.change_profile(
        first_name=command.first_name, last_name=command.last_name, language=command.language
    )
