"""Who may call a route. Every route declares one; public is a declaration too."""

from souk.http.authentication import Unauthenticated
from souk.kernel import Value
from souk.messages import ANONYMOUS, Actor, ActorKind


class Policy(Value):
    """What a route asks of the person who calls it."""

    name: str
    looks: bool
    signed_in: bool = False
    capability: str = ""

    def admit(self, actor: Actor | None) -> Actor:
        """Return in whose name the route runs, or raise 401 or 403."""
        if actor is None or actor.kind is ActorKind.ANONYMOUS:
            if self.signed_in:
                raise Unauthenticated
            return ANONYMOUS
        if self.capability:
            actor.must(self.capability)
        return actor


public = Policy(name="public", looks=False)
"""The same for everybody: the token is not even looked at, so that the answer may be cached."""

anyone = Policy(name="anyone", looks=True)
"""Guests and customers alike; a token that is sent must be valid."""

signed_in = Policy(name="signed in", looks=True, signed_in=True)


def requires(capability: str) -> Policy:
    """Admit only who holds the capability."""
    return Policy(name=f"requires {capability}", looks=True, signed_in=True, capability=capability)
