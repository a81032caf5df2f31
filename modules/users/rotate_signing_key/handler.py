"""Sign with a new key, and forget keys that signed no token that is good, or that another secret made."""

from datetime import datetime, timedelta
from itertools import pairwise

import msgspec
from sqlalchemy import delete, insert

from modules.users.contracts.commands import RotateSigningKey
from modules.users.domain.tokens import LIFETIME, SigningKey, TokenIssuer
from modules.users.permissions import ROTATE_KEYS
from modules.users.tables import known_keys, signing_keys
from souk.database import Transaction

HEARD = timedelta(seconds=3)
"""Every process knows a new key long before it signs."""
FORGOTTEN = LIFETIME + timedelta(minutes=5)


async def rotate_signing_key(tx: Transaction, _: RotateSigningKey, *, tokens: TokenIssuer) -> str:
    known = await known_keys(tx, tokens)
    key = tokens.new_key(tx.new_id().hex, tx.now + HEARD if known else tx.now)
    await tx.execute(insert(signing_keys).values(msgspec.structs.asdict(key)))
    spent = signing_keys.c.id.in_(_spent(known, tx.now - FORGOTTEN))
    strange = signing_keys.c.id.not_in([key.id, *(each.id for each in known)])
    await tx.execute(delete(signing_keys).where(spent | strange))
    tx.publish_staff_action(ROTATE_KEYS, "rotate signing key", key.id)
    return key.id


def _spent(keys: list[SigningKey], since: datetime) -> list[str]:
    """Return those whose successor began so long ago that no token of theirs is left."""
    return [key.id for key, successor in pairwise(keys) if successor.signs_from < since]
