"""The suite of jobs: a toy module, and as many workers as a test wants."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
import structlog
from sqlalchemy import RowMapping

from souk.configuration import PLATFORM_SECTIONS, ValkeySettings, load
from souk.database.committing import committing
from souk.messages import ANONYMOUS, Actor, Context, Job
from souk.runtime import Runtime
from souk.testing import Stage, stage_of
from souk.testing.patience import PATIENT, until
from souk.testing.servers import SECRET
from tests.souk.jobs import toys

database, stage = stage_of(toys.build, names=["users", "catalog"])


OURS = "NOT (module = 'souk' AND context ->> 'caller' = 'schedule')"
"""What the platform's own schedules want may be due at any time."""


class Shop:
    """The stage with workers, and the record as its owner sees it."""

    def __init__(self, stage: Stage, oven: toys.Oven) -> None:
        self.stage = stage
        self.oven = oven
        self.runtimes: list[Runtime] = []

    async def open(self, **overrides: object) -> Runtime:
        """Start a worker, in this process, with these settings."""
        configuration = load(PLATFORM_SECTIONS, environment={}, overrides=self.settings(**overrides))
        runtime = Runtime(self.stage.registry, configuration, clock=self.stage.clock)
        self.runtimes.append(runtime)
        await runtime.run_jobs()
        return runtime

    async def shut(self, runtime: Runtime) -> None:
        self.runtimes.remove(runtime)
        await runtime.close()

    def settings(self, **overrides: object) -> dict[str, object]:
        """Those of a worker of this shop, in whichever process."""
        valkey = self.stage.configuration[ValkeySettings]
        return {
            "secret": SECRET,
            "database.url": self.stage.runtime.database_url,
            "valkey.url": valkey.url,
            "valkey.prefix": valkey.prefix,
            "worker.slots": 4,
            **PATIENT,
            **overrides,
        }

    async def order(self, *jobs: Job, actor: Actor = ANONYMOUS, fails: bool = False, **how: Any) -> None:
        """Commit a transaction that wants these jobs done."""
        context = Context(actor=actor, request_id="request-1", reason="test")
        async with committing(self.stage.runtime.switchboard.transaction("users", context)) as tx:
            for job in jobs:
                tx.enqueue(job, **how)
            if fails:
                raise toys.Burnt
        self.stage.runtime.hint.wake({job.wire for job in jobs})

    async def jobs(self, where: str = "true") -> list[RowMapping]:
        return list(
            await self.stage.rows(f"SELECT * FROM souk.job WHERE {OURS} AND ({where}) ORDER BY id")  # noqa: S608
        )

    async def job(self, state: str) -> RowMapping:
        """Wait until a job is in that state."""
        return (await until(lambda: self.jobs(f"state = '{state}'")))[0]

    async def attempts(self) -> list[RowMapping]:
        sql = f"SELECT a.* FROM souk.job_attempt a JOIN souk.job ON id = job WHERE {OURS} ORDER BY 1, 2"  # noqa: S608
        return list(await self.stage.rows(sql))

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
        processors=[structlog.processors.format_exc_info, structlog.processors.KeyValueRenderer()],
        logger_factory=structlog.PrintLoggerFactory(),
        cache_logger_on_first_use=False,
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


__all__ = ["Shop", "database", "stage", "until"]
