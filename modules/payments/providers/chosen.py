"""The providers of this shop: each behind its guard, chosen by the settings."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from functools import cached_property

from modules.payments.domain.gateway import Gateway
from modules.payments.providers.guarded import GuardedGateway
from modules.payments.providers.http_post import HttpPost
from modules.payments.providers.paypal import PayPalGateway
from modules.payments.providers.sandbox.gateway import SandboxGateway
from modules.payments.providers.sandbox.ledger import SandboxLedger
from modules.payments.providers.sandbox.pool import SandboxPool
from modules.payments.providers.sandbox.postman import Post, SandboxPostman
from modules.payments.providers.settings import PaymentSettings
from souk.configuration import DatabaseSettings, GeneralSettings, ValkeySettings, WebSettings
from souk.modules import HealthCheck, Site
from souk.resilience import Circuits, Limits


class Providers:
    """What takes money here. Nothing connects before it is used."""

    def __init__(self, site: Site, settings: PaymentSettings, post: Post | None = None) -> None:
        self._site = site
        self._settings = settings
        self._http = HttpPost()
        self._post = post or self._http
        self._circuits = Circuits(
            site.configuration[ValkeySettings],
            failures=settings.circuit_failures,
            rest=settings.circuit_seconds,
        )
        self.of_methods: Mapping[str, str] = {
            "credit_card": settings.credit_card,
            "paypal": settings.paypal,
        }
        limits = Limits(seconds=settings.seconds, at_once=settings.at_once)
        used = {name: self._made(name) for name in sorted({*self.of_methods.values()})}
        self.guarded = {name: GuardedGateway(inner, limits, self._circuits) for name, inner in used.items()}

    @property
    def gateways(self) -> Mapping[str, Gateway]:
        return self.guarded

    @property
    def health(self) -> Sequence[HealthCheck]:
        return [HealthCheck(name=name, check=gateway.check) for name, gateway in self.guarded.items()]

    async def close(self) -> None:
        await self.postman.close()
        self._http.close()
        for gateway in self.guarded.values():
            await gateway.close()
        await self._circuits.close()

    @cached_property
    def sandbox(self) -> SandboxGateway:
        return SandboxGateway(
            self._ledger, self.postman, (self._sandbox_key,), self._settings.sandbox_slow_seconds
        )

    @cached_property
    def postman(self) -> SandboxPostman:
        base = self._settings.sandbox_webhooks_to or self._public_url
        address = f"{base}/api/payments/webhooks/sandbox"
        return SandboxPostman(
            self._pool,
            self._site.clock,
            self._post,
            address,
            self._sandbox_key,
            seconds=self._settings.sandbox_webhook_seconds,
        )

    @cached_property
    def _ledger(self) -> SandboxLedger:
        return SandboxLedger(self._pool, self._site.clock, f"{self._public_url}/api/payments/sandbox")

    @cached_property
    def _pool(self) -> SandboxPool:
        configuration = self._site.configuration
        return SandboxPool(configuration[DatabaseSettings], configuration[GeneralSettings].secret)

    @property
    def _public_url(self) -> str:
        return self._site.configuration[WebSettings].public_url.rstrip("/")

    @property
    def _sandbox_key(self) -> bytes:
        secret = self._site.configuration[GeneralSettings].secret
        return hmac.digest(secret.encode(), b"souk: webhooks of the sandbox", hashlib.sha256)

    def _made(self, name: str) -> Gateway:
        settings = self._settings
        match name:
            case "stripe":
                from modules.payments.providers.stripe import StripeGateway  # noqa: PLC0415 - half a second

                return StripeGateway(
                    settings.stripe_key, settings.stripe_url, settings.stripe_webhook_keys, settings.seconds
                )
            case "paypal":
                return PayPalGateway(
                    settings.paypal_client,
                    settings.paypal_secret,
                    settings.paypal_url,
                    settings.paypal_webhook_ids,
                    self._public_url,
                    settings.seconds,
                    self._site.clock,
                )
            case _:
                return self.sandbox
