"""Verify an address: by the link in the mail and the account's password together.

The link alone would let a squatter have the victim verify the squatter's account.
"""

from uuid import UUID

from sqlalchemy import select

from modules.users.contracts.events import EmailVerified
from modules.users.domain.account import Account
from modules.users.domain.attempts import PASSWORD_CHECKS, KeyedDigests
from modules.users.domain.fields import GivenPassword, LinkToken
from modules.users.domain.links import LinkSpent, MailedLink, Purpose
from modules.users.domain.passwords import Passwords, WrongPassword
from modules.users.domain.tokens import LinkSecrets
from modules.users.tables import accounts, count_attempt, mailed_links
from souk.database import Transaction
from souk.kernel import Value
from souk.messages import Command


class LinkedAccount(Value):
    """Whose password is to be shown."""

    password_hash: str | None = None


class TakeVerification(Command[LinkedAccount]):
    """Count an attempt, in a transaction of its own."""

    link_id: UUID | None


class VerifyEmail(Command[None]):
    token: LinkToken
    password: GivenPassword


async def take_verification(
    tx: Transaction, command: TakeVerification, *, digests: KeyedDigests
) -> LinkedAccount:
    await count_attempt(tx, digests.of("verification", str(command.link_id)), PASSWORD_CHECKS)
    chosen = (
        select(accounts.c.password_hash)
        .join(mailed_links, mailed_links.c.account_id == accounts.c.id)
        .where(mailed_links.c.id == command.link_id, mailed_links.c.purpose == Purpose.VERIFY_EMAIL)
    )
    return LinkedAccount(password_hash=await tx.scalar(chosen))


async def verify_email(
    tx: Transaction, command: VerifyEmail, *, passwords: Passwords, links: LinkSecrets
) -> None:
    link_id = links.link_in(command.token, Purpose.VERIFY_EMAIL)
    linked = await tx.do(TakeVerification(link_id=link_id))
    right = await passwords.matches(command.password, linked.password_hash)
    if linked.password_hash is None:
        raise LinkSpent
    if not right:
        raise WrongPassword
    link = await tx.get(MailedLink, link_id, lock=True)
    account = await tx.get(Account, link.account_id, lock=True) if link else None
    if link is None or account is None or account.email != link.email or not account.is_active:
        raise LinkSpent
    link.use(tx.now)
    if account.verify_email(tx.now):
        tx.publish(EmailVerified(user_id=account.id))
