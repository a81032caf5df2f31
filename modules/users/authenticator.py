"""Turns access tokens into people: each is verified once, and looked up in memory from then on."""

from collections.abc import Collection

from modules.users.revocation_watch import RevocationWatch
from modules.users.tokens import AccessTokens, NoToken, UnknownKey, Verified, honoured, seconds
from souk.database.transactions import Carrier
from souk.http.authentication import Unauthenticated
from souk.kernel import Clock
from souk.messages import Actor

MOST = 20_000


class SessionAuthenticator:
    """Remembers genuine tokens; that of an ended session is worth nothing, remembered or not."""

    def __init__(
        self, tokens: AccessTokens, watch: RevocationWatch, clock: Clock, *, wakes: Collection[str]
    ) -> None:
        self._tokens = tokens
        self._watch = watch
        self._clock = clock
        self._wakes = frozenset(wakes)
        self._genuine: dict[str, Verified] = {}

    async def authenticate(self, token: str, carrier: Carrier) -> Actor:
        await self._watch.be_current(carrier)
        verified = self._genuine.get(token)
        if verified is None:
            verified = await self._verified(token, carrier)
            self._remember(token, verified)
        if verified.expires <= seconds(self._clock.now()):
            self._genuine.pop(token, None)
            raise Unauthenticated
        if self._watch.is_void(verified.session, verified.authority):
            raise Unauthenticated
        return verified.actor

    def wake(self, wires: Collection[str]) -> None:
        """Hear what was committed in this process."""
        if not self._wakes.isdisjoint(wires):
            self._watch.wake()

    async def _verified(self, token: str, carrier: Carrier) -> Verified:
        try:
            try:
                return self._verify(token)
            except UnknownKey:
                await self._watch.look_again(carrier)
                return self._verify(token)
        except NoToken:
            raise Unauthenticated from None

    def _verify(self, token: str) -> Verified:
        return self._tokens.verify(token, honoured(self._watch.keys, self._clock.now()))

    def _remember(self, token: str, verified: Verified) -> None:
        """Forget the oldest when there are too many; a key that is not honoured any more signs no more."""
        if len(self._genuine) >= MOST:
            for old in list(self._genuine)[: MOST // 10]:
                del self._genuine[old]
        self._genuine[token] = verified
