"""Tokens of guests, worked out from the order's id and the shop's secret: nothing that opens is stored."""

import base64
import hashlib
import hmac
from uuid import UUID

LONGEST_CODE = 10**8


class GuestTokens:
    """Makes what a guest sends along to see an order, and the codes that prove who reads the mail."""

    def __init__(self, secret: str) -> None:
        self._key = hmac.new(secret.encode(), b"orders: guests", hashlib.sha256).digest()

    def token(self, order_id: UUID) -> str:
        return base64.urlsafe_b64encode(self._digest(b"token", order_id)).rstrip(b"=").decode()

    def code(self, lookup_id: UUID) -> str:
        """Return eight digits."""
        number = int.from_bytes(self._digest(b"code", lookup_id)[:8]) % LONGEST_CODE
        return f"{number:08d}"

    def is_code(self, lookup_id: UUID, code: str) -> bool:
        return hmac.compare_digest(self.code(lookup_id).encode(), code.encode())

    def _digest(self, purpose: bytes, id: UUID) -> bytes:
        return hmac.new(self._key, purpose + id.bytes, hashlib.sha256).digest()
