"""POST /api/payments/webhooks/{provider}."""

from modules.payments.domain.signatures import BadSignature
from modules.payments.receive_webhook.handler import ReceiveWebhook
from souk.bus import Bus
from souk.http import Shown, Turn, Visit, post, public
from souk.kernel import NotFound

LARGEST = 262_144
SIGNATURES = [
    "Souk-Sandbox-Signature",
    "Stripe-Signature",
    "Paypal-Auth-Algo",
    "Paypal-Cert-Url",
    "Paypal-Transmission-Id",
    "Paypal-Transmission-Sig",
    "Paypal-Transmission-Time",
]


class WebhookTaken(Shown):
    received: bool = True


@post(
    "/api/payments/webhooks/{provider}",
    policy=public,
    raw=True,
    turn=Turn.FIRST,
    body_of=["application/json"],
    largest=LARGEST,
    reads=SIGNATURES,
    refuses=[NotFound, BadSignature],
)
async def post_webhook(provider: str, bus: Bus, visit: Visit) -> WebhookTaken:
    """Take a provider's webhook: only with a good signature, and then as often as it is sent."""
    headers = {name: visit.header(name) for name in SIGNATURES}
    signed = {name: value for name, value in headers.items() if value is not None}
    await bus.do(ReceiveWebhook(provider=provider, body=visit.raw, headers=signed))
    return WebhookTaken()
