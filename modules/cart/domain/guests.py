"""Guests: whoever holds the token has the cart, and the token is kept nowhere."""

import hashlib
import re
from uuid import UUID

TOKEN = re.compile(r"[A-Za-z0-9_-]{43,128}", re.ASCII)
"""32 random bytes or more, as URL-safe base64."""


def guest_key_of(token: str) -> UUID | None:
    """Return the key of the cart that this token opens, or nothing if it is no token.

    The key is a digest, as a UUID of version 8, whose bits mean what we say: it may be seen by anybody, and
    the token cannot be found from it.
    """
    if not TOKEN.fullmatch(token):
        return None
    digest = hashlib.sha256(b"souk: guest cart " + token.encode()).digest()
    number = int.from_bytes(digest[:16]) & ~(0xF << 76 | 0b11 << 62)
    return UUID(int=number | 8 << 76 | 0b10 << 62)
