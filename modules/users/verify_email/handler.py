"""Verify an address: by the link in the mail and the account's password together.

The link alone would let a squatter have the victim verify the squatter's account.
"""

from uuid import UUID

from modules.users.contracts.events import EmailVerified
from modules.users.domain.attempts import PASSWORD_CHECKS, KeyedDigests
from modules.users.domain.fields import GivenPassword, LinkToken
from modules.users.domain.links import LinkSpent, Purpose
from modules.users.domain.passwords import Passwords, WrongPassword
from modules.users.domain.tokens import LinkSecrets
from modules.users.tables import count_attempt, password_behind, use_link
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
    return LinkedAccount(password_hash=await password_behind(tx, command.link_id, Purpose.VERIFY_EMAIL))


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
    link, account = await use_link(tx, link_id)
    if account.email != link.email:
        raise LinkSpent
    if account.verify_email(tx.now):
        tx.publish(EmailVerified(user_id=account.id))
