"""Who is asking: the platform reads the header, a module knows what a token is worth."""

from collections.abc import Collection
from typing import Protocol

from souk.database.transactions import Carrier
from souk.kernel import Refusal
from souk.messages import Actor


class Unauthenticated(Refusal):
    """There is no token, or it is worth nothing: expired, revoked, forged; the answer is the same."""

    status = 401

    def __init__(self) -> None:
        super().__init__("Sign in first: this needs a valid access token.")


class Authenticator(Protocol):
    """Turns an access token into the person behind it."""

    async def authenticate(self, token: str, carrier: Carrier) -> Actor:
        """Return the actor, or raise Unauthenticated. The carrier leads to who knows what has been revoked.

        Streams ask again every second: a token may stop being worth anything at any time.
        """
        ...

    def wake(self, wires: Collection[str]) -> None:
        """Hear which events were committed in this process; it must not wait for anything."""


async def actor_behind(
    authorization: str, authenticator: Authenticator | None, carrier: Carrier
) -> Actor | None:
    """Return who sent this Authorization header; None when there is none."""
    if not authorization:
        return None
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token or authenticator is None:
        raise Unauthenticated
    return await authenticator.authenticate(token, carrier)
