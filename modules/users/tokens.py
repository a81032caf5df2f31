"""Access tokens: short-lived, signed with EdDSA, carrying capabilities and no roles."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from modules.users.domain.tokens import (
    LEEWAY,
    LIFETIME,
    Claims,
    NoToken,
    SigningKey,
    UnknownKey,
    Verified,
    all_of,
)
from souk.kernel import Clock

ISSUER = "souk"
AUDIENCE = "souk"
KIND = "at+jwt"
HEADER = {"alg", "kid", "typ"}
"""All that a header may hold: what could name another key (jku, jwk, x5u) or change the rules is refused."""
REQUIRED = ["iss", "aud", "sub", "jti", "iat", "exp", "sid", "ver", "permissions"]
LONGEST = 16_384


class AccessTokens:
    """Issues tokens, and tells genuine ones from others. The private keys derive from secret and key id."""

    def __init__(self, secret: str, clock: Clock) -> None:
        self._secret = secret.encode()
        self._clock = clock

    def new_key(self, id: str, at: datetime) -> SigningKey:
        public = self._private(id).public_key().public_bytes_raw()
        return SigningKey(id=id, public=public, signs_from=at)

    def issue(self, claims: Claims, keys: Sequence[SigningKey]) -> str:
        now = self._clock.now()
        key = [key for key in keys if key.signs_from <= now][-1]
        said = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": str(claims.account_id),
            "sid": str(claims.session_id),
            "ver": claims.authority,
            "jti": secrets.token_hex(16),
            "iat": seconds(now),
            "exp": seconds(now + LIFETIME),
            "permissions": all_of(claims.capabilities),
        }
        header = {"kid": key.id, "typ": KIND}
        return jwt.encode(said, self._private(key.id), algorithm="EdDSA", headers=header)

    def verify(self, token: str, keys: Mapping[str, bytes]) -> Verified:
        """Return what it says, if one of these keys signed it and its time has come and is not over."""
        if len(token) > LONGEST or not _spelled_as_we_do(token):
            raise NoToken
        try:
            return self._read(token, keys)
        except (jwt.InvalidTokenError, ValueError, TypeError, KeyError):
            raise NoToken from None

    def _read(self, token: str, keys: Mapping[str, bytes]) -> Verified:
        key = key_named_in(token.partition(".")[0])
        if key not in keys:
            raise UnknownKey
        claims = jwt.decode(
            token,
            public_key(keys[key]),
            algorithms=["EdDSA"],
            audience=AUDIENCE,
            issuer=ISSUER,
            options={"require": REQUIRED, "verify_exp": False, "verify_iat": False, "strict_aud": True},
        )
        self._check_times(claims)
        return _said(claims)

    def _check_times(self, claims: Mapping[str, Any]) -> None:
        """Times are whole seconds and nothing else; PyJWT would take texts and fractions."""
        issued, expires, now = claims["iat"], claims["exp"], self._clock.now()
        if type(issued) is not int or type(expires) is not int:
            raise NoToken
        if issued > seconds(now + LEEWAY) or expires <= seconds(now):
            raise NoToken
        if not 0 < expires - issued <= LIFETIME.total_seconds():
            raise NoToken

    @lru_cache(maxsize=64)  # noqa: B019 - one of these lives as long as its process
    def _private(self, id: str) -> Ed25519PrivateKey:
        seed = hmac.new(self._secret, b"users: signing key " + id.encode(), hashlib.sha256).digest()
        return Ed25519PrivateKey.from_private_bytes(seed)


@lru_cache(maxsize=64)
def public_key(raw: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(raw)


@lru_cache(maxsize=64)
def key_named_in(head: str) -> str:
    """Return the id of the key, if such a header is one of ours; all tokens of a key have the same one."""
    header = jwt.get_unverified_header(f"{head}.e30.")
    if header.keys() != HEADER or header["typ"] != KIND or not isinstance(header["kid"], str):
        raise NoToken
    return str(header["kid"])


def seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _said(claims: Mapping[str, Any]) -> Verified:
    permissions, authority = claims["permissions"], claims["ver"]
    if type(permissions) is not list or not all(type(name) is str for name in permissions):
        raise NoToken
    if type(authority) is not int or type(claims["jti"]) is not str:
        raise NoToken
    said = Claims(
        account_id=UUID(claims["sub"]),
        session_id=UUID(claims["sid"]),
        authority=authority,
        capabilities=frozenset(permissions),
    )
    return Verified(claims=said, expires=claims["exp"])


def _spelled_as_we_do(token: str) -> bool:
    """Tell whether each part is base64url in its one canonical spelling: no padding, no loose bits."""
    parts = token.split(".")
    return len(parts) == 3 and all(_canonical(part) for part in parts)  # noqa: PLR2004 - as JWS says


def _canonical(part: str) -> bool:
    try:
        content = base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return False
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode() == part
