"""Mail another verification link, as often as is good for the person."""

from sqlalchemy import select

from modules.users.contracts.events import LinkWanted
from modules.users.domain.account import Standing, folded
from modules.users.domain.attempts import MAILED_LINKS, KeyedDigests, TooManyAttempts
from modules.users.domain.fields import Email
from modules.users.domain.links import MailedLink, Purpose
from modules.users.tables import accounts, count_attempt
from souk.database import Transaction
from souk.messages import Command


class ResendVerification(Command[None]):
    """For the signed-in person, or for whoever has this address; nobody is told whether anybody has."""

    email: Email | None = None


async def resend_verification(tx: Transaction, command: ResendVerification, *, digests: KeyedDigests) -> None:
    whose = (
        accounts.c.email == folded(command.email)
        if command.email is not None
        else accounts.c.id == tx.actor.id
    )
    waiting = [accounts.c.email_verified_at.is_(None), accounts.c.standing == Standing.ACTIVE]
    row = (await tx.execute(select(accounts.c.id, accounts.c.email).where(whose, *waiting))).one_or_none()
    if row is None:
        return
    try:
        await count_attempt(tx, digests.of("verification mail", row.email), MAILED_LINKS)
    except TooManyAttempts:
        return
    link = MailedLink.made(
        id=tx.new_id(), account_id=row.id, email=row.email, purpose=Purpose.VERIFY_EMAIL, at=tx.now
    )
    tx.add(link)
    tx.publish(LinkWanted(user_id=row.id, link_id=link.id, purpose="verify_email"))
