"""The edge: what every endpoint is served with."""

from collections.abc import Callable
from functools import partial
from typing import Any

from litestar.types import HTTPRequestEvent

from souk.configuration import Configuration, GeneralSettings, WebSettings
from souk.http.authentication import Authenticator
from souk.http.calls import Call
from souk.http.client_address import ClientAddresses
from souk.http.cursors import Cursors
from souk.http.idempotency import Claim, KeepingCarrier
from souk.http.intakes import intake_of
from souk.http.limiting import RouteLimits
from souk.http.receiving import check_kind
from souk.http.routes import Endpoint
from souk.http.uploads import Upload
from souk.http.visits import Visit
from souk.limits import Limiter


class Edge:
    """Who carries messages, who knows tokens, who counts requests; and the settings that matter here."""

    def __init__(
        self,
        switchboard: KeepingCarrier,
        authenticator: Authenticator | None,
        configuration: Configuration,
        limiter: Limiter | None = None,
    ) -> None:
        self.switchboard = switchboard
        self.authenticator = authenticator
        self.web = configuration[WebSettings]
        self.secret = configuration[GeneralSettings].secret
        self.secure = self.web.public_url.startswith("https://")
        self.limiter = limiter
        self.addresses = ClientAddresses(self.web.trusted_proxies)

    def address_of(self, scope: Any, call: Call) -> str:
        """Return the sender's address. Forwarded headers are believed from trusted proxies alone."""
        forwarded = call.headers.get(b"x-forwarded-for")
        return self.addresses.of(scope, forwarded.decode("latin-1") if forwarded else None)

    def limits(self, endpoint: Endpoint) -> RouteLimits | None:
        """Return what counts the requests of an endpoint, or nothing where nobody counts."""
        return RouteLimits(self.limiter, endpoint) if self.limiter else None

    def visits(self, endpoint: Endpoint) -> Callable[[Any, Call], Visit]:
        """Return what makes the visits of an endpoint, whose cursors are its own."""
        cursors = Cursors(self.secret, endpoint.reason)
        return partial(Visit, address_of=self.address_of, cursors=cursors, secure=self.secure)

    def claim(self, endpoint: Endpoint, key: str) -> Claim:
        """Return a claim on the key, to be taken."""
        secret = self.secret.encode()
        return Claim(self.switchboard, endpoint, key, secret=secret, seconds=self.web.deadline_seconds)

    def upload(self, endpoint: Endpoint, call: Call) -> Upload:
        """Return the body that is still to come."""
        if call.receive is not None:
            check_kind(call.headers, intake_of(endpoint))
        largest = endpoint.largest or self.web.largest_body
        receive = call.receive or _nothing
        return Upload(receive, call.headers, largest=largest, patience=self.web.receive_seconds)


async def _nothing() -> HTTPRequestEvent:
    """There is no body: a request that states no length has none."""
    return {"type": "http.request", "body": b"", "more_body": False}
