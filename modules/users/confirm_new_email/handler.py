"""Take the new address: by the link in the mail and the account's password together.

With the link alone, a stranger could be made to attach their own orders to somebody else's account.
"""

from collections.abc import Awaitable, Callable
from uuid import UUID

from sqlalchemy import delete

from modules.users.contracts.events import EmailChanged, EmailVerified
from modules.users.domain.account import EmailTaken
from modules.users.domain.attempts import PASSWORD_CHECKS, KeyedDigests
from modules.users.domain.fields import GivenPassword, LinkToken
from modules.users.domain.links import LinkSpent, Purpose
from modules.users.domain.passwords import Passwords, WrongPassword
from modules.users.domain.tokens import LinkSecrets
from modules.users.tables import count_attempt, mailed_links, password_behind, use_link
from souk.database import Transaction
from souk.kernel import Value
from souk.messages import Command

Tell = Callable[..., Awaitable[None]]


class OwnerOfLink(Value):
    """Whose password is to be shown."""

    password_hash: str | None = None


class TakeConfirmation(Command[OwnerOfLink]):
    """Count an attempt, in a transaction of its own."""

    link_id: UUID | None


class ConfirmNewEmail(Command[None]):
    token: LinkToken
    password: GivenPassword


async def take_confirmation(
    tx: Transaction, command: TakeConfirmation, *, digests: KeyedDigests
) -> OwnerOfLink:
    await count_attempt(tx, digests.of("new email", str(command.link_id)), PASSWORD_CHECKS)
    return OwnerOfLink(password_hash=await password_behind(tx, command.link_id, Purpose.CHANGE_EMAIL))


async def confirm_new_email(
    tx: Transaction, command: ConfirmNewEmail, *, passwords: Passwords, links: LinkSecrets, tell: Tell
) -> None:
    """The address of before is told, and what was mailed to it works no more."""
    link_id = links.link_in(command.token, Purpose.CHANGE_EMAIL)
    owner = await tx.do(TakeConfirmation(link_id=link_id))
    right = await passwords.matches(command.password, owner.password_hash)
    if owner.password_hash is None:
        raise LinkSpent
    if not right:
        raise WrongPassword
    link, account = await use_link(tx, link_id)
    before = account.change_email(link.email, tx.now)
    await tx.flush(account_email_key=EmailTaken)
    others = (mailed_links.c.account_id == account.id, mailed_links.c.id != link.id)
    await tx.execute(delete(mailed_links).where(*others))
    await tell(tx, account.id, "users.email_changed", to=before)
    tx.publish(EmailChanged(user_id=account.id))
    tx.publish(EmailVerified(user_id=account.id))
