"""Mail a link that lets its reader choose a new password."""

from sqlalchemy import select

from modules.users.contracts.events import LinkWanted
from modules.users.domain.account import Standing, folded
from modules.users.domain.attempts import MAILED_LINKS, KeyedDigests, TooManyAttempts
from modules.users.domain.fields import Email
from modules.users.domain.links import MailedLink, Purpose
from modules.users.domain.passwords import Passwords
from modules.users.tables import accounts, count_attempt
from souk.database import Transaction
from souk.messages import Command


class RequestPasswordReset(Command[None]):
    """Nobody is told whether there is such an account, and the time it takes does not tell either."""

    email: Email


async def request_password_reset(
    tx: Transaction, command: RequestPasswordReset, *, digests: KeyedDigests, passwords: Passwords
) -> None:
    await passwords.matches(command.email, None)  # the same work as on every other path
    email = folded(command.email)
    chosen = select(accounts.c.id).where(accounts.c.email == email, accounts.c.standing == Standing.ACTIVE)
    account_id = await tx.scalar(chosen)
    try:
        await count_attempt(tx, digests.of("reset mail", email), MAILED_LINKS)
    except TooManyAttempts:
        return
    if account_id is None:
        return
    link = MailedLink.made(
        id=tx.new_id(), account_id=account_id, email=email, purpose=Purpose.RESET_PASSWORD, at=tx.now
    )
    tx.add(link)
    tx.publish(LinkWanted(user_id=account_id, link_id=link.id, purpose="reset_password"))
