"""Lets the pages of configured origins call us from browsers, and nobody else's."""

from collections.abc import Iterable

from souk.http.answers import Answer
from souk.http.calls import METHODS, Call

ANY = b"*"
ORIGIN = b"origin"
VARY = (b"vary", b"origin")
CREDENTIALS = (b"access-control-allow-credentials", b"true")
READ = (
    "etag, idempotent-replayed, location, ratelimit, ratelimit-policy, retry-after, "
    "x-deduplicated, x-request-id"
)
SENT = (
    "authorization, content-type, idempotency-key, if-match, if-none-match, last-event-id, "
    "traceparent, x-cart-token, x-guest-token, x-request-id"
)
READABLE = (b"access-control-expose-headers", READ.encode())
PREFLIGHT = [
    (b"access-control-allow-methods", ", ".join(sorted(METHODS - {"OPTIONS"})).encode()),
    (b"access-control-allow-headers", SENT.encode()),
    (b"access-control-max-age", b"600"),
]

Headers = list[tuple[bytes, bytes]]


class Origins:
    """Knows which pages may call. Caches are told that answers differ by origin, whoever asks."""

    def __init__(self, origins: Iterable[str]) -> None:
        self._origins = frozenset(origin.encode() for origin in origins)

    def headers(self, call: Call) -> Headers:
        """Return what every answer to this request carries. With `*`, in development, without cookies."""
        if not self._origins:
            return []
        origin = call.headers.get(ORIGIN, b"")
        if origin in self._origins:
            return [VARY, (b"access-control-allow-origin", origin), CREDENTIALS, READABLE]
        if ANY in self._origins and origin:
            return [VARY, (b"access-control-allow-origin", ANY), READABLE]
        return [VARY]

    def preflight(self, call: Call) -> Answer | None:
        """Return the answer to a browser that asks whether a page may call; else None."""
        asks = call.method == "OPTIONS" and b"access-control-request-method" in call.headers
        return Answer(204, headers=PREFLIGHT) if asks and READABLE in self.headers(call) else None
