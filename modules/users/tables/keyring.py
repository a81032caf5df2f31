"""The keys that access tokens are signed with."""

from sqlalchemy import (
    Column,
    LargeBinary,
    String,
    Table,
    select,
)
from sqlalchemy.dialects.postgresql import insert

from modules.users.domain.tokens import SigningKey, TokenIssuer
from modules.users.tables.schema import Moment, metadata
from souk.database import Transaction

signing_keys = Table(
    "signing_key",
    metadata,
    Column("id", String, primary_key=True),
    Column("public", LargeBinary, nullable=False),
    Column("signs_from", Moment, nullable=False),
)


async def known_keys(tx: Transaction, tokens: TokenIssuer) -> list[SigningKey]:
    """Return every key that may have signed a token which is still good, the oldest first.

    One that another secret made is none: whoever changes the secret may do so because somebody knows it.
    """
    found = await tx.execute(select(signing_keys).order_by(signing_keys.c.signs_from, signing_keys.c.id))
    keys = [SigningKey(id=row.id, public=row.public, signs_from=row.signs_from) for row in found]
    return [key for key in keys if tokens.new_key(key.id, key.signs_from) == key]


async def keys_to_sign_with(tx: Transaction, tokens: TokenIssuer) -> list[SigningKey]:
    """Return the keys; a shop without one gets its first."""
    keys = await known_keys(tx, tokens)
    if not keys:
        key = tokens.new_key(tx.new_id().hex, tx.now)
        keys = [key]
        await tx.execute(insert(signing_keys).values(id=key.id, public=key.public, signs_from=key.signs_from))
    return keys
