"""The rates that a request counts against: the general one, and the route's own."""

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from math import ceil

from souk.http.calls import Call
from souk.http.client_address import whereabouts
from souk.http.routes import Endpoint
from souk.kernel import Value
from souk.limits import GENERAL, Limiter, Rate, Standing, TooManyRequests
from souk.messages import Actor


class RouteLimits:
    """What one route counts, and for whom."""

    def __init__(self, limiter: Limiter, endpoint: Endpoint) -> None:
        self._limiter = limiter
        self._general = limiter.configured(GENERAL) if endpoint.counted else None
        self._own = limiter.configured(endpoint.rate) if endpoint.rate else None
        self._by = endpoint.rate_by

    async def before_reading(self, call: Call, actor: Actor, address: str) -> None:
        """Count the request against the general rate. Raises TooManyRequests."""
        if self._general is not None:
            client = f"u:{actor.id}" if actor.id else f"a:{whereabouts(address)}"
            await self._take(call, self._general, client)

    async def after_reading(self, call: Call, address: str, body: Value | None) -> None:
        """Count a request that is well formed against the route's own rate, by address and what it names."""
        if self._own is None:
            return
        client = f"a:{whereabouts(address)}"
        if self._by is not None and body is not None:
            named = self._by(body).strip().casefold()
            client += ":" + hashlib.blake2b(named.encode(), digest_size=12).hexdigest()
        await self._take(call, self._own, client)

    async def _take(self, call: Call, rate: Rate, client: str) -> None:
        try:
            call.standings.append(await self._limiter.take(rate, client))
        except TooManyRequests as refusal:
            call.standings.append(refusal.standing)
            raise


def rate_headers(standings: Iterable[Standing]) -> list[tuple[bytes, bytes]]:
    """Return the two headers of the RateLimit draft of the IETF."""
    policies = b", ".join([_policy(standing.rate) for standing in standings])
    left = ", ".join([f'"{s.rate.name}";r={s.left};t={ceil(s.resets_in)}' for s in standings])
    return [(b"ratelimit-policy", policies), (b"ratelimit", left.encode())]


@lru_cache(256)
def _policy(rate: Rate) -> bytes:
    return f'"{rate.name}";q={rate.requests};w={rate.seconds}'.encode()
