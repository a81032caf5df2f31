"""A process that spends as much as it is given: prints how many requests of each client passed."""

import asyncio
import json
import sys

from souk.configuration import ValkeySettings
from souk.limits import Limiter, Rate, TooManyRequests
from souk.limits.quotas import SharedQuotas
from souk.valkey import connect

CLIENTS = 200
TRIES = 40
PATIENCE = 60.0  # however slow the machine is: who does not wait for Valkey counts alone
RATE = Rate(name="spent", requests=60, seconds=600)


async def spend(url: str, prefix: str) -> dict[str, int]:
    valkey = connect(ValkeySettings(url=url), PATIENCE)
    assert valkey is not None
    limiter = Limiter(SharedQuotas(valkey, prefix), patience=PATIENCE)
    passed: dict[str, int] = {}

    async def visit(client: str) -> None:
        for _ in range(TRIES):
            try:
                await limiter.take(RATE, client)
            except TooManyRequests:
                return
            passed[client] = passed.get(client, 0) + 1

    await asyncio.gather(*(visit(f"c{number}") for number in range(CLIENTS)))
    await valkey.aclose()
    return passed


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(spend(*sys.argv[1:]))))
