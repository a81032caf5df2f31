"""What derives from the shop's secret, mailed links and digests of what is counted; and refresh tokens."""

import base64
import hashlib
import hmac
import secrets
from uuid import UUID

ID_BYTES = 16
TOKEN_BYTES = 48


class KeyedSecrets:
    """Knows the key; what it makes is worth nothing to who knows the database alone."""

    def __init__(self, secret: str) -> None:
        self._key = hmac.new(secret.encode(), b"users: keyed secrets", hashlib.sha256).digest()

    def of(self, *parts: str) -> bytes:
        """Return a digest of these texts; none of them can pretend to be two."""
        message = b"".join(len(part.encode()).to_bytes(4, "big") + part.encode() for part in parts)
        return hmac.new(self._key, message, hashlib.sha256).digest()

    def token_of(self, link_id: UUID, purpose: str) -> str:
        """Return what stands in the mailed link: its id and a proof that we made it for this purpose."""
        content = link_id.bytes + self.of("link", purpose, link_id.hex)
        return base64.urlsafe_b64encode(content).decode()

    def link_in(self, token: str, purpose: str) -> UUID | None:
        """Return the id of the link whose token this is, if it is one of ours."""
        try:
            content = base64.b64decode(token.encode(), altchars=b"-_", validate=True)
        except ValueError:
            return None
        if len(content) != TOKEN_BYTES:
            return None
        link_id = UUID(bytes=content[:ID_BYTES])
        right = hmac.compare_digest(self.token_of(link_id, purpose).encode(), token.encode())
        return link_id if right else None


class RandomRefreshTokens:
    """256 random bits; the digest needs no key, for nobody guesses what is that long."""

    def new(self) -> str:
        return secrets.token_urlsafe(32)

    def digest(self, token: str) -> bytes:
        return hashlib.sha256(token.encode()).digest()
