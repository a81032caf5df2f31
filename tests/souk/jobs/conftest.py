"""The suite of jobs: a toy module, and as many workers as a test wants."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
import pytest_asyncio
import structlog
from sqlalchemy import RowMapping

from souk.configuration import PLATFORM_SECTIONS, ValkeySettings, load
from souk.database.transactions import committing
from souk.messages import ANONYMOUS, Actor, Context, Job
from souk.runtime import Runtime
from souk.testing import Stage, stage_of
from souk.testing.servers import SECRET
from tests.souk.jobs import toys

database, stage = stage_of(toys.build, names=["users", "catalog"])

SECONDS = 25.0


async def until(condition: Callable[[], Awaitable[Any]]) -> Any:
    """Wait until the condition finds something, and return it."""
    async with asyncio.timeout(SECONDS):
        while not (found := await condition()):  # noqa: ASYNC110 - the database calls nobody back
            await asyncio.sleep(0.02)
    return found


class Shop:
    """The stage with workers, and the record as its owner sees it."""

    def __init__(self, stage: Stage, oven: toys.Oven) -> None:
        self.stage = stage
        self.oven = oven
        self.runtimes: list[Runtime] = []

    async def open(self, **overrides: object) -> Runtime:
        """Start a worker, in this process, with these settings."""
        settings = {
            "secret": SECRET,
            "database.url": self.stage.runtime.database_url,
            "worker.slots": 4,
            **self.addresses(),
            **overrides,
        }
        configuration = load(PLATFORM_SECTIONS, environment={}, overrides=settings)
        runtime = Runtime(self.stage.registry, configuration, clock=self.stage.clock)
        self.runtimes.append(runtime)
        await runtime.run_jobs()
        return runtime

    async def shut(self, runtime: Runtime) -> None:
        self.runtimes.remove(runtime)
        await runtime.close()

    def addresses(self) -> dict[str, object]:
        valkey = self.stage.configuration[ValkeySettings]
        return {"valkey.url": valkey.url, "valkey.prefix": valkey.prefix}

    async def order(self, *jobs: Job, actor: Actor = ANONYMOUS, fails: bool = False, **how: Any) -> None:
        """Commit a transaction that wants these jobs done."""
        context = Context(actor=actor, request_id="request-1", reason="test")
        async with committing(self.stage.runtime.switchboard.transaction("users", context)) as tx:
            for job in jobs:
                tx.enqueue(job, **how)
            if fails:
                raise toys.Burnt

    async def jobs(self, where: str = "true") -> list[RowMapping]:
        return list(await self.stage.rows(f"SELECT * FROM souk.job WHERE {where} ORDER BY id"))  # noqa: S608

    async def job(self, state: str) -> RowMapping:
        """Wait until a job is in that state."""
        return (await until(lambda: self.jobs(f"state = '{state}'")))[0]

    async def attempts(self) -> list[RowMapping]:
        return list(await self.stage.rows("SELECT * FROM souk.job_attempt ORDER BY job, attempt"))

    async def cakes(self) -> list[str]:
        return [event.cake for event in await self.stage.published(toys.Baked)]

    async def close(self) -> None:
        self.oven.open.set()
        for runtime in self.runtimes:
            await runtime.close()


@pytest.fixture(autouse=True)
def plain_logs() -> None:
    """Say failures in a few lines: structlog's own default draws every variable of every frame."""
    structlog.configure(
        processors=[structlog.processors.format_exc_info, structlog.processors.KeyValueRenderer()]
    )


@pytest.fixture
def oven() -> toys.Oven:
    toys.OVEN.clean()
    return toys.OVEN


@pytest_asyncio.fixture
async def shop(oven: toys.Oven, stage: Stage) -> AsyncIterator[Shop]:
    opened = Shop(stage, oven)
    yield opened
    await opened.close()
