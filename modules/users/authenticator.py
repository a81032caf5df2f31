"""Turns access tokens into people: each is verified once, and looked up in memory from then on."""

from collections.abc import Collection, Sequence
from typing import NamedTuple, Protocol
from uuid import UUID

from modules.users.domain.tokens import NoToken, SigningKey, TokenVerifier, UnknownKey, honoured
from souk.database.transactions import Carrier
from souk.http.authentication import Unauthenticated
from souk.kernel import Clock
from souk.messages import Actor, ActorKind

MOST = 20_000


class Watch(Protocol):
    """Knows what has been revoked."""

    keys: Sequence[SigningKey]

    async def be_current(self, carrier: Carrier) -> None: ...

    async def look_again(self, carrier: Carrier) -> None: ...

    def is_void(self, session: UUID, authority: int) -> bool: ...

    def wake(self) -> None: ...


class Bearer(NamedTuple):
    """Whose a genuine token is, and what else must hold for it to be worth anything."""

    actor: Actor
    session: UUID
    authority: int
    expires: int


class SessionAuthenticator:
    """Remembers genuine tokens; that of an ended session is worth nothing, remembered or not."""

    def __init__(self, tokens: TokenVerifier, watch: Watch, clock: Clock, *, wakes: Collection[str]) -> None:
        self._tokens = tokens
        self._watch = watch
        self._clock = clock
        self._wakes = frozenset(wakes)
        self._genuine: dict[str, Bearer] = {}

    async def authenticate(self, token: str, carrier: Carrier) -> Actor:
        await self._watch.be_current(carrier)
        bearer = self._genuine.get(token) or await self._looked_at(token, carrier)
        if bearer.expires <= int(self._clock.now().timestamp()):
            self._genuine.pop(token, None)
            raise Unauthenticated
        if self._watch.is_void(bearer.session, bearer.authority):
            raise Unauthenticated
        return bearer.actor

    def wake(self, wires: Collection[str]) -> None:
        """Hear what was committed; no names mean that anything may have been."""
        if not wires or not self._wakes.isdisjoint(wires):
            self._watch.wake()

    async def _looked_at(self, token: str, carrier: Carrier) -> Bearer:
        try:
            try:
                bearer = self._verified(token)
            except UnknownKey:
                await self._watch.look_again(carrier)
                bearer = self._verified(token)
        except NoToken:
            raise Unauthenticated from None
        self._remember(token, bearer)
        return bearer

    def _verified(self, token: str) -> Bearer:
        found = self._tokens.verify(token, honoured(self._watch.keys, self._clock.now()))
        said = found.claims
        actor = Actor(
            kind=ActorKind.PERSON,
            id=said.account_id,
            session=said.session_id,
            capabilities=said.capabilities,
        )
        return Bearer(actor, said.session_id, said.authority, found.expires)

    def _remember(self, token: str, bearer: Bearer) -> None:
        """Forget the oldest when there are too many."""
        if len(self._genuine) >= MOST:
            for old in list(self._genuine)[: MOST // 10]:
                del self._genuine[old]
        self._genuine[token] = bearer
