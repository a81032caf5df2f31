"""What the module needs of tokens; how they are made is nobody's business here."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import Protocol
from uuid import UUID

from souk.kernel import Value

LIFETIME = timedelta(minutes=15)
LEEWAY = timedelta(seconds=60)
"""What the clocks of two machines may differ by."""


class SigningKey(Value):
    """A key's public half and when it began to sign. The private half derives from the shop's secret."""

    id: str
    public: bytes
    signs_from: datetime


class EndedSession(Value):
    """Access tokens of this session with a lower authority are void."""

    session_id: UUID
    authority: int


class Revocations(Value):
    """What a process must know to judge tokens: lately changed sessions and all keys that may still sign."""

    sessions: list[EndedSession]
    keys: list[SigningKey]


class Claims(Value):
    """What an access token says of its bearer."""

    account_id: UUID
    session_id: UUID
    authority: int
    capabilities: frozenset[str]


class NoToken(Exception):
    """The text is no access token of this shop, or its time is over."""


class UnknownKey(NoToken):
    """It names a key that this process has not heard of, which may have been made a moment ago."""


class Verified(Value):
    """What a genuine token says, and the second in which it runs out."""

    claims: Claims
    expires: int


class TokenVerifier(Protocol):
    """Tells genuine access tokens from others."""

    def verify(self, token: str, keys: Mapping[str, bytes]) -> Verified:
        """Return what it says, if one of these keys signed it. Raises NoToken."""
        ...


class TokenIssuer(Protocol):
    """Issues access tokens, and makes the keys for it."""

    def new_key(self, id: str, at: datetime) -> SigningKey:
        """Make the key of this id: always the same, for one secret."""
        ...

    def issue(self, claims: Claims, keys: Sequence[SigningKey]) -> str:
        """Sign with the newest key whose time has come."""
        ...


class LinkSecrets(Protocol):
    """Makes and checks what stands in mailed links. It derives from the link's id and the shop's secret."""

    def token_of(self, link_id: UUID, purpose: str) -> str: ...

    def link_in(self, token: str, purpose: str) -> UUID | None:
        """Return the link whose token this is; None if it is nobody's."""
        ...


class RefreshTokens(Protocol):
    """Makes refresh tokens."""

    def new(self) -> str: ...

    def digest(self, token: str) -> bytes: ...


def honoured(keys: Sequence[SigningKey], now: datetime) -> dict[str, bytes]:
    """Return the keys whose tokens are good: each until the last token before its successor has run out."""
    return {
        key.id: key.public
        for key, successor in zip_longest(keys, keys[1:])
        if successor is None or now < successor.signs_from + LIFETIME + LEEWAY
    }


def all_of(capabilities: Iterable[str]) -> list[str]:
    """Return them as a token lists them."""
    return sorted(capabilities)
