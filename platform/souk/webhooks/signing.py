"""Signs what is sent as https://www.standardwebhooks.com lays down: receivers find libraries for it."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from uuid import UUID

PREFIX = "whsec_"


class WebhookSecrets:
    """Works secrets out of the instance's own; none is stored."""

    def __init__(self, secret: str) -> None:
        self._key = hmac.digest(secret.encode(), b"souk: secrets of webhooks", "sha256")

    def secret(self, webhook: UUID, number: int) -> str:
        """Return it as it is shown to people."""
        return PREFIX + base64.b64encode(self._raw(webhook, number)).decode()

    def signatures(self, webhook: UUID, numbers: Sequence[int], id: UUID, timestamp: int, body: bytes) -> str:
        """Return the header: one signature for each secret that is valid now."""
        signed = b"%s.%d.%s" % (str(id).encode(), timestamp, body)
        return " ".join(f"v1,{self._signature(webhook, number, signed)}" for number in numbers)

    def _signature(self, webhook: UUID, number: int, signed: bytes) -> str:
        return base64.b64encode(hmac.digest(self._raw(webhook, number), signed, hashlib.sha256)).decode()

    def _raw(self, webhook: UUID, number: int) -> bytes:
        return hmac.digest(self._key, webhook.bytes + number.to_bytes(4), "sha256")
