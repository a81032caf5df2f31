"""Set a new password for who holds the mailed link."""

from uuid import UUID

from sqlalchemy import select

from modules.users.contracts.events import EmailVerified, PasswordChanged, SessionEnded
from modules.users.domain.fields import LinkToken, NewPassword
from modules.users.domain.links import LinkSpent, Purpose
from modules.users.domain.passwords import Passwords
from modules.users.domain.tokens import LinkSecrets
from modules.users.tables import accounts, ended, mailed_links, use_link
from souk.database import Transaction
from souk.kernel import Personal, Value
from souk.messages import Command, Query


class Words(Value):
    """What the new password must not be made of."""

    email: Personal[str]
    first_name: Personal[str]
    last_name: Personal[str]


class WordsOfLink(Query[Words]):
    """Refused with LinkSpent when the link works no more."""

    link_id: UUID | None


class ResetPassword(Command[None]):
    token: LinkToken
    password: NewPassword


async def words_of_link(tx: Transaction, query: WordsOfLink) -> Words:
    chosen = (
        select(accounts.c.email, accounts.c.first_name, accounts.c.last_name)
        .join(mailed_links, mailed_links.c.account_id == accounts.c.id)
        .where(
            mailed_links.c.id == query.link_id,
            mailed_links.c.purpose == Purpose.RESET_PASSWORD,
            mailed_links.c.used_at.is_(None),
            mailed_links.c.expires_at > tx.now,
        )
    )
    row = (await tx.execute(chosen)).one_or_none()
    if row is None:
        raise LinkSpent
    return Words(email=row.email, first_name=row.first_name, last_name=row.last_name)


async def reset_password(
    tx: Transaction, command: ResetPassword, *, passwords: Passwords, links: LinkSecrets
) -> None:
    """The link is single use, the sessions end, and the address is verified: mail does reach the person."""
    link_id = links.link_in(command.token, Purpose.RESET_PASSWORD)
    words = await tx.ask(WordsOfLink(link_id=link_id))
    passwords.check(command.password, words.email, words.first_name, words.last_name)
    hashed = await passwords.hash(command.password)
    link, account = await use_link(tx, link_id)
    if account.email != link.email:
        raise LinkSpent
    account.change_password(hashed)
    await tx.execute(ended(account.id, "password_changed", tx.now))
    tx.publish(PasswordChanged(user_id=account.id))
    tx.publish(SessionEnded(user_id=account.id, reason="password_changed"))
    if account.verify_email(tx.now):
        tx.publish(EmailVerified(user_id=account.id))
