"""Access tokens: short-lived, signed with EdDSA, carrying capabilities and no roles."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from modules.users.domain.tokens import LIFETIME
from souk.http.authentication import Unauthenticated
from souk.kernel import Clock
from souk.messages import Actor, ActorKind

ISSUER = "souk"
AUDIENCE = "souk"
KIND = "at+jwt"
REQUIRED = ["iss", "aud", "sub", "jti", "iat", "exp", "sid"]


class AccessTokens:
    """Issues tokens and knows what one is worth."""

    def __init__(self, secret: str, clock: Clock) -> None:
        seed = hmac.new(secret.encode(), b"users: signing key", hashlib.sha256).digest()
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self._public = self._key.public_key()
        self._kid = hashlib.sha256(self._public.public_bytes_raw()).hexdigest()[:16]
        self._clock = clock

    def issue(self, account: UUID, session: UUID, capabilities: Iterable[str]) -> str:
        now = self._clock.now()
        claims = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": str(account),
            "sid": str(session),
            "jti": secrets.token_hex(16),
            "iat": _seconds(now),
            "exp": _seconds(now + LIFETIME),
            "permissions": sorted(capabilities),
        }
        return jwt.encode(claims, self._key, algorithm="EdDSA", headers={"kid": self._kid, "typ": KIND})

    async def authenticate(self, token: str) -> Actor:
        try:
            return self._read(token)
        except (jwt.InvalidTokenError, ValueError, TypeError, KeyError):
            raise Unauthenticated from None

    def _read(self, token: str) -> Actor:
        header = jwt.get_unverified_header(token)
        if header.get("kid") != self._kid or header.get("typ") != KIND:
            raise jwt.InvalidTokenError
        claims = jwt.decode(
            token,
            self._public,
            algorithms=["EdDSA"],
            audience=AUDIENCE,
            issuer=ISSUER,
            options={"require": REQUIRED, "verify_exp": False, "verify_iat": False},
        )
        if type(claims["exp"]) is not int or claims["exp"] <= _seconds(self._clock.now()):
            raise jwt.ExpiredSignatureError
        return Actor(
            kind=ActorKind.PERSON,
            id=UUID(claims["sub"]),
            session=UUID(claims["sid"]),
            capabilities=frozenset(map(str, claims["permissions"])),
        )


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
