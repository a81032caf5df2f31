"""Where a story speaks to the shop: from its own thread, one thing after the other, or several at once."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import uuid4

import httpx

from modules.orders.look_after_orders.job import LookAfterOrders
from modules.payments.providers.sandbox.letters import HEADER, signature
from shop.diagnosis import diagnose
from souk.jobs.acting import RunJob
from souk.testing import Stage, staff
from souk.testing.authentication import TestAuthenticator
from souk.testing.databases import TestDatabase
from tests.payments.sandbox_at_hand import providers_of
from tests.shop.api.routes import REGISTRY

T = TypeVar("T")

SLOWEST = 10.0
SWEEPS = [LookAfterOrders.wire, "catalog.expire_reservations.v1"]
OFFICE = staff(*(capability.name for capability in REGISTRY.capabilities))
MOVING = """
    SELECT (SELECT count(*) FROM souk.delivery)
        + (SELECT count(*) FROM souk.hold WHERE reason <> 'waits for the customer') AS waiting
"""
DUE = "UPDATE souk.hold SET until = clock_timestamp() WHERE until BETWEEN clock_timestamp() AND '{}'"
"""A story's clock is ahead of the database's, which would wait for the story to come true."""


@dataclass(frozen=True)
class Asked:
    """A request as it was sent, so that it can be sent again."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: Any = None


class Desk:
    """Every answer is looked at: nothing is ever the shop's own fault, and nothing takes long."""

    def __init__(self, stage: Stage, database: TestDatabase, loop: asyncio.AbstractEventLoop) -> None:
        self.stage = stage
        self.spoken: list[str] = []
        self.steps = self.requests = 0
        self.ends: Counter[str] = Counter()
        self._database = database
        self._loop = loop
        self._client = stage.client()
        self.office = {"authorization": f"Bearer {TestAuthenticator.token(OFFICE)}"}

    def begin(self) -> None:
        """Empty the shop."""
        self.spoken = []
        self.wait(asyncio.to_thread(self._database.empty))

    def wait(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(120)

    def ask(self, asked: Asked) -> httpx.Response:
        return self.ask_together([asked])[0]

    def ask_together(self, several: Sequence[Asked]) -> list[httpx.Response]:
        """Send them at once, each as soon as the shop takes it."""

        async def all_of_them() -> list[httpx.Response]:
            return list(await asyncio.gather(*(self._send(asked) for asked in several)))

        return self.wait(all_of_them())

    def as_staff(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        return self.ask(Asked(method, path, self.office | headers, body))

    def keyed(self, method: str, path: str, headers: Mapping[str, str], body: Any = None) -> Asked:
        return Asked(method, path, {**headers, "Idempotency-Key": uuid4().hex}, body)

    def rows(self, sql: str, **parameters: object) -> list[dict[str, Any]]:
        async def look() -> list[dict[str, Any]]:
            return [dict(row) for row in await self.stage.rows(sql, **parameters)]

        return self.wait(look())

    def settle(self) -> None:
        self.wait(self._until_nothing_waits(self.stage.settle))

    def settle_a_little(self) -> None:
        self.wait(self.stage.runtime.dispatcher.deliver_due())

    def let_pass(self, **time: float) -> None:
        """Let time go by, and do what is done every minute."""
        self.stage.clock.advance(**time)
        for wire in SWEEPS:
            self.wait(self.stage.do(RunJob(type=wire, arguments={}), OFFICE))
        self.wait(self._until_nothing_waits(self.stage.work))

    def write_again(self, letter: bytes, *, forged: bool = False) -> httpx.Response:
        """Send a letter of the provider's once more, or one that is not the provider's."""
        providers = providers_of(self.stage)
        seal = signature(letter, b"forged" if forged else providers._sandbox_key, self.stage.clock.now())
        headers = {HEADER: seal, "content-type": "application/json"}
        return self.ask(Asked("POST", "/api/payments/webhooks/sandbox", headers, letter))

    def findings(self) -> list[str]:
        """What the doctor does not like."""
        found = self.wait(diagnose(self.stage.runtime, []))
        return [f"{one.check}: {one.figure}" for one in found if not one.well]

    async def _until_nothing_waits(self, settle: Callable[[], Awaitable[None]]) -> None:
        async with asyncio.timeout(60):
            while True:
                await self.stage.owner(DUE.format(self.stage.clock.now()))
                await settle()
                await providers_of(self.stage).postman.settle()
                (row,) = await self.stage.rows(MOVING)
                if not row["waiting"]:
                    return
                await asyncio.sleep(0.01)

    async def _send(self, asked: Asked) -> httpx.Response:
        content = asked.body if isinstance(asked.body, bytes) else None
        json = None if content is not None else asked.body
        answer = await self._client.request(
            asked.method, asked.path, headers=dict(asked.headers), content=content, json=json
        )
        self._client.cookies.clear()
        self.requests += 1
        told = f"{asked.method} {asked.path} {asked.body!r} -> {answer.status_code} {answer.text[:200]}"
        self.spoken.append(told)
        assert answer.status_code < 500, told
        assert answer.elapsed.total_seconds() < SLOWEST, told
        return answer
