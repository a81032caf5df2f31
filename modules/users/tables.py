"""The tables of users, and the mapping of its aggregates onto them."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Update,
    Uuid,
    case,
    func,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, insert
from sqlalchemy.orm import registry

from modules.users.domain.account import Account, Standing
from modules.users.domain.attempts import Limit, TooManyAttempts, wait
from modules.users.domain.links import MailedLink, Purpose
from modules.users.domain.notification import Delivery, Notification
from modules.users.domain.postal_address import PostalAddress
from modules.users.domain.roles import CustomRole, LastAdministrator, Role, capabilities_of
from modules.users.domain.session import RefreshToken, Session
from modules.users.domain.tokens import Claims, SigningKey, TokenIssuer
from souk.database import Transaction
from souk.database.columns import TextEnum, any_of

metadata = MetaData(schema="users")
mapping = registry(metadata=metadata)

Moment = DateTime(timezone=True)

accounts = Table(
    "account",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("email", String, nullable=False, unique=True),
    Column("first_name", String, nullable=False),
    Column("last_name", String, nullable=False),
    Column("password_hash", String, nullable=False),
    Column("registered_at", Moment, nullable=False),
    Column("roles", ARRAY(String), nullable=False),
    Column("language", String, nullable=False, server_default="en"),
    Column("standing", TextEnum(Standing), nullable=False, server_default="active"),
    Column("email_verified_at", Moment),
    Column("version", Integer, nullable=False, server_default="1"),
    Index("account_registered", "registered_at", "id"),
)

sessions = Table(
    "session",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("account_id", Uuid, ForeignKey("users.account.id"), nullable=False, index=True),
    Column("started_at", Moment, nullable=False),
    Column("used_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("device", String, nullable=False, server_default=""),
    Column("address_digest", LargeBinary),
    Column("authority", Integer, nullable=False, server_default="1"),
    Column("ended_at", Moment),
    Column("end_reason", String, nullable=False, server_default=""),
    Column("revised_at", Moment, index=True),
)

refresh_tokens = Table(
    "refresh_token",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column(
        "session_id", Uuid, ForeignKey("users.session.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("issued_at", Moment, nullable=False),
    Column("replaced_at", Moment),
)

signing_keys = Table(
    "signing_key",
    metadata,
    Column("id", String, primary_key=True),
    Column("public", LargeBinary, nullable=False),
    Column("signs_from", Moment, nullable=False),
)

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

attempts = Table(
    "attempt",
    metadata,
    Column("key", LargeBinary, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("began_at", Moment, nullable=False, index=True),
)

roles = Table(
    "role",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("capabilities", ARRAY(String), nullable=False),
    Column("version", Integer, nullable=False),
)

addresses = Table(
    "address",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("account_id", Uuid, ForeignKey("users.account.id"), nullable=False, index=True),
    Column("first_name", String, nullable=False),
    Column("last_name", String, nullable=False),
    Column("company", String),
    Column("street", String, nullable=False),
    Column("city", String, nullable=False),
    Column("zip_code", String, nullable=False),
    Column("country", String, nullable=False),
    Column("phone", String),
    Column("is_default", Boolean, nullable=False),
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

staff_actions = Table(
    "staff_action",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("actor_id", Uuid, nullable=False, index=True),
    Column("capability", String, nullable=False),
    Column("action", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("previous", String, unique=True),
    Column("link", String, unique=True),
)

mapping.map_imperatively(Account, accounts)
mapping.map_imperatively(Session, sessions, exclude_properties=["revised_at", "address_digest"])
mapping.map_imperatively(RefreshToken, refresh_tokens)
mapping.map_imperatively(MailedLink, mailed_links)
mapping.map_imperatively(CustomRole, roles)
mapping.map_imperatively(PostalAddress, addresses)
mapping.map_imperatively(Notification, notifications)

ONE_STEPS_DOWN = text("SELECT pg_advisory_xact_lock(hashtext('users.administrators'))")
"""Taken before any row by whatever may cost the shop an administrator: of two at once, one sees the other."""


def ended(account_id: UUID, reason: str, at: datetime, *, except_for: UUID | None = None) -> Update:
    """End the open sessions of the account; whoever watches `revised_at` voids their access tokens."""
    chosen = [sessions.c.account_id == account_id, sessions.c.ended_at.is_(None)]
    if except_for is not None:
        chosen.append(sessions.c.id != except_for)
    return (
        update(sessions)
        .where(*chosen)
        .values(ended_at=at, end_reason=reason, device="", revised_at=func.clock_timestamp())
    )


def session_ended(id: UUID, reason: str, at: datetime) -> Update:
    """End one session."""
    return (
        update(sessions)
        .where(sessions.c.id == id, sessions.c.ended_at.is_(None))
        .values(ended_at=at, end_reason=reason, device="", revised_at=func.clock_timestamp())
    )


def authority_raised(account_ids: Collection[UUID]) -> Update:
    """Void the access tokens that these people hold; refreshing gives them what they may now."""
    return (
        update(sessions)
        .where(sessions.c.account_id.in_(account_ids), sessions.c.ended_at.is_(None))
        .values(authority=sessions.c.authority + 1, revised_at=func.clock_timestamp())
    )


async def bundles(
    tx: Transaction, names: Collection[str], *, keep: bool = False
) -> Mapping[str, Collection[str]]:
    """Return the custom roles of these names and what they hold; with `keep`, none goes before the commit."""
    chosen = select(roles.c.name, roles.c.capabilities).where(roles.c.name == any_of(names))
    found = await tx.execute(chosen.with_for_update(read=True) if keep else chosen)
    return {row.name: row.capabilities for row in found}


async def known_keys(tx: Transaction) -> list[SigningKey]:
    """Return every key that may have signed a token which is still good, the oldest first."""
    found = await tx.execute(select(signing_keys).order_by(signing_keys.c.signs_from, signing_keys.c.id))
    return [SigningKey(id=row.id, public=row.public, signs_from=row.signs_from) for row in found]


async def count_attempt(tx: Transaction, key: bytes, limit: Limit) -> None:
    """Count one more, or raise TooManyAttempts; attempts at the same time wait for one another."""
    over = attempts.c.began_at <= tx.now - limit.within
    fields = {"key": key, "count": 1, "began_at": tx.now}
    counted = (
        insert(attempts)
        .values(fields)
        .on_conflict_do_update(
            index_elements=[attempts.c.key],
            set_={
                "count": case((over, 1), else_=attempts.c.count + 1),
                "began_at": case((over, tx.now), else_=attempts.c.began_at),
            },
        )
        .returning(attempts.c.count.label("tried"), attempts.c.began_at)
    )
    row = (await tx.execute(counted)).one()
    if row.tried > limit.most:
        raise TooManyAttempts(wait(row.began_at, limit, tx.now))


async def keys_to_sign_with(tx: Transaction, tokens: TokenIssuer) -> list[SigningKey]:
    """Return the keys; a shop without one gets its first."""
    keys = await known_keys(tx)
    if not keys:
        key = tokens.new_key(tx.new_id().hex, tx.now)
        keys = [key]
        await tx.execute(insert(signing_keys).values(id=key.id, public=key.public, signs_from=key.signs_from))
    return keys


async def claims_of(tx: Transaction, account: Account, session: Session, declared: Collection[str]) -> Claims:
    """Return what an access token of this session says now."""
    custom = await bundles(tx, account.roles)
    return Claims(
        account_id=account.id,
        session_id=session.id,
        authority=session.authority,
        capabilities=capabilities_of(account.roles, declared, custom),
    )


async def check_administrators(tx: Transaction, losing: UUID) -> None:
    """Raise LastAdministrator if nobody would be left without this one. Needs ONE_STEPS_DOWN before it."""
    active = [accounts.c.roles.contains([Role.ADMINISTRATOR.value]), accounts.c.standing == Standing.ACTIVE]
    if await tx.scalar(select(accounts.c.id).where(*active, accounts.c.id != losing).limit(1)) is None:
        raise LastAdministrator
