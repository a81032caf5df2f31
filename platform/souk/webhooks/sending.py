"""Sends one delivery, in no transaction: bounded in time and size, to a pinned address, no redirects."""

import asyncio
import ssl
import time
from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from uuid import UUID

import httpx

from souk.configuration import WebhookSettings
from souk.kernel import Value
from souk.observability.metrics import Meters
from souk.observability.tracing import SENT, span
from souk.webhooks.addresses import Forbidden, Place, place_of, resolved
from souk.webhooks.signing import WebhookSecrets

LARGEST_ANSWER = 65_536
SENDINGS = Meters("souk_webhook", "Attempts to deliver a webhook", (), "outcome")
OK = range(200, 300)
REDIRECT = range(300, 400)


class Outgoing(Value):
    """A delivery as it will be sent."""

    delivery: UUID
    webhook: UUID
    url: str
    body: str
    attempts: int
    secret_numbers: Sequence[int]


class Outcome(Value):
    """What came of one attempt: the other side's status, or why there is none."""

    seconds: float
    status: int | None = None
    error: str = ""

    @property
    def well(self) -> bool:
        return self.status in OK


class Sender:
    """Speaks to receivers. Each attempt is a connection of its own: a pool would mix up pinned names."""

    def __init__(self, settings: WebhookSettings, secrets: WebhookSecrets) -> None:
        self._settings = settings
        self._secrets = secrets
        self._meter = SENDINGS.of()

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        """Read with the first parcel: it takes a tenth of a second, and most processes send none."""
        return ssl.create_default_context()

    async def send(self, parcel: Outgoing, now: datetime) -> Outcome:
        """Never raises for what the other side does. The body of its answer is not looked at."""
        with span("send webhook", kind=SENT, delivery=str(parcel.delivery)):
            outcome = await self._sent(parcel, now)
        self._meter.count("delivered" if outcome.well else "failed", outcome.seconds)
        return outcome

    async def _sent(self, parcel: Outgoing, now: datetime) -> Outcome:
        began = time.perf_counter()
        status: int | None = None
        try:
            async with asyncio.timeout(self._settings.seconds):
                status = await self._post(parcel, now)
            error = "it redirects, which is not followed" if status in REDIRECT else ""
        except Forbidden as forbidden:
            error = str(forbidden)
        except TimeoutError:
            error = f"no answer within {self._settings.seconds:g} s"
        except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError) as trouble:
            error = f"{type(trouble).__name__}: {trouble}"[:200]
        return Outcome(seconds=time.perf_counter() - began, status=status, error=error)

    async def _post(self, parcel: Outgoing, now: datetime) -> int:
        place = place_of(parcel.url, self._settings)
        address = await resolved(place, self._settings)
        client = httpx.AsyncClient(
            verify=self._trust, trust_env=False, follow_redirects=False, timeout=self._settings.seconds
        )
        async with (
            client,
            client.stream(
                "POST",
                _pinned(place, address),
                content=parcel.body.encode(),
                headers=self._headers(parcel, place, now),
                extensions={"sni_hostname": place.host},
            ) as answer,
        ):
            await _let_it_end(answer)
            return answer.status_code

    def _headers(self, parcel: Outgoing, place: Place, now: datetime) -> dict[str, str]:
        timestamp = int(now.timestamp())
        signatures = self._secrets.signatures(
            parcel.webhook, parcel.secret_numbers, parcel.delivery, timestamp, parcel.body.encode()
        )
        return {
            "host": place.authority,
            "user-agent": "Souk-Webhooks/1",
            "content-type": "application/json",
            "accept-encoding": "identity",
            "webhook-id": str(parcel.delivery),
            "webhook-timestamp": str(timestamp),
            "webhook-signature": signatures,
        }


def _pinned(place: Place, address: str) -> str:
    """Return the address with the machine's own number: the name is asked once. TLS still checks the name."""
    host = f"[{address}]" if ":" in address else address
    return f"{place.scheme}://{host}:{place.port}{place.target}"


async def _let_it_end(answer: httpx.Response) -> None:
    """Read a little of the answer and throw it away, so that the receiver is not cut off in mid-sentence."""
    size = 0
    async for chunk in answer.aiter_raw():
        size += len(chunk)
        if size > LARGEST_ANSWER:
            return
