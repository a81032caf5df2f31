"""What a suite with the sandbox in it needs: its letters reach the application on the stage, and fast."""

from collections.abc import Mapping
from types import MethodType

import httpx

from modules.payments.providers.chosen import Providers
from souk.configuration import ValkeySettings
from souk.testing import Stage
from souk.valkey import connect

FAST = {
    "payments.ask_again_seconds": 0,
    "payments.seconds": 0.3,
    "payments.sandbox_webhook_seconds": 0,
    "payments.sandbox_slow_seconds": 0.05,
    "payments.circuit_seconds": 0.05,
}


class Letterbox:
    """Where the sandbox's letters go: to the application on the stage, while it is open."""

    def __init__(self) -> None:
        self.stage: Stage | None = None
        self.open = True
        self.answers: list[int] = []

    def stand_at(self, stage: Stage | None) -> None:
        """Take the letters of this stage, as if none had come before."""
        self.stage, self.open, self.answers = stage, True, []

    async def __call__(self, address: str, body: bytes, headers: Mapping[str, str]) -> bool:
        if self.stage is None or not self.open:
            return False
        async with self.stage.client(**headers) as client:
            path, json = httpx.URL(address).path, {"Content-Type": "application/json"}
            answer = await client.post(path, content=body, headers=json)
        self.answers.append(answer.status_code)
        return answer.is_success


async def forget_circuits(stage: Stage) -> None:
    """What failed in one test is no reason for the provider to rest in the next."""
    settings = stage.configuration[ValkeySettings]
    valkey = connect(settings)
    assert valkey is not None
    async for key in valkey.scan_iter(f"{settings.prefix}:circuit:*"):
        await valkey.delete(key)
    await valkey.aclose()


def providers_of(stage: Stage) -> Providers:
    """Return what the payments module on this stage has wired."""
    (close,) = stage.registry.modules["payments"].closes
    assert isinstance(close, MethodType)
    assert isinstance(close.__self__, Providers)
    return close.__self__
