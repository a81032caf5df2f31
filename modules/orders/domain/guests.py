"""Guests: somebody without an account, who is known by what they can show."""

import hashlib
from typing import Protocol
from uuid import UUID


class GuestKeys(Protocol):
    """Makes tokens that open one order, and codes that prove who reads the mail. Neither is stored."""

    def token(self, order_id: UUID) -> str: ...

    def code(self, lookup_id: UUID) -> str: ...

    def is_code(self, lookup_id: UUID, code: str) -> bool: ...


def key_of(token: str) -> bytes:
    """Return what is stored of a token, to compare with."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
