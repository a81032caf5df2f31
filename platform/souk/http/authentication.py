"""Who is asking: the platform reads the header, a module knows what a token is worth."""

from typing import Protocol

from souk.kernel import Refusal
from souk.messages import Actor


class Unauthenticated(Refusal):
    """There is no token, or it is worth nothing: expired, revoked, forged; the answer is the same."""

    status = 401

    def __init__(self) -> None:
        super().__init__("Sign in first: this needs a valid access token.")


class Authenticator(Protocol):
    """Turns an access token into the person behind it."""

    async def authenticate(self, token: str) -> Actor:
        """Return the actor, or raise Unauthenticated."""
        ...


async def actor_behind(authorization: str, authenticator: Authenticator | None) -> Actor | None:
    """Return who sent this Authorization header; None when there is none."""
    if not authorization:
        return None
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token or authenticator is None:
        raise Unauthenticated
    return await authenticator.authenticate(token)
