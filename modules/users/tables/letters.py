"""What people are sent: links that prove an address, notices, and mails kept for want of a server."""

from uuid import UUID

from sqlalchemy import Column, ForeignKey, String, Table, Uuid, select
from sqlalchemy.dialects.postgresql import JSONB

from modules.users.domain.account import Account
from modules.users.domain.links import LinkSpent, MailedLink, Purpose
from modules.users.domain.notification import Delivery, Notification
from modules.users.tables.people import accounts
from modules.users.tables.schema import Moment, mapping, metadata
from souk.database import Transaction
from souk.database.columns import TextEnum

mailed_links = Table(
    "mailed_link",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("account_id", Uuid, ForeignKey("users.account.id"), nullable=False, index=True),
    Column("email", String, nullable=False),
    Column("purpose", TextEnum(Purpose), nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
)

notifications = Table(
    "notification",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("template", String, nullable=False),
    Column("person_id", Uuid, index=True),
    Column("order_id", Uuid, index=True),
    Column("guest_email", String),
    Column("language", String),
    Column("values", JSONB, nullable=False),
    Column("wanted_at", Moment, nullable=False, index=True),
    Column("delivery", TextEnum(Delivery), nullable=False),
    Column("delivered_at", Moment),
    Column("reason", String, nullable=False),
)

kept_mails = Table(
    "kept_mail",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("person_id", Uuid, index=True),
    Column("recipient", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("text", String, nullable=False),
    Column("html", String, nullable=False),
    Column("kept_at", Moment, nullable=False, index=True),
)

mapping.map_imperatively(MailedLink, mailed_links)
mapping.map_imperatively(Notification, notifications)


async def password_behind(tx: Transaction, link_id: UUID | None, purpose: Purpose) -> str | None:
    """Return the hash of the password that counts together with the link."""
    link = (mailed_links.c.id == link_id, mailed_links.c.purpose == purpose)
    of_account = mailed_links.c.account_id == accounts.c.id
    found: str | None = await tx.scalar(
        select(accounts.c.password_hash).join(mailed_links, of_account).where(*link)
    )
    return found


async def use_link(tx: Transaction, link_id: UUID | None) -> tuple[MailedLink, Account]:
    """Use it up and return it with its account, both locked; refuse one that leads nowhere."""
    link = await tx.get(MailedLink, link_id, lock=True)
    account = await tx.get(Account, link.account_id, lock=True) if link else None
    if link is None or account is None or not account.is_active:
        raise LinkSpent
    link.use(tx.now)
    return link, account
