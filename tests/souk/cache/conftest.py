"""The suite of the cache: several processes' caches over one database and one Valkey."""

import asyncio
from contextlib import AsyncExitStack
from typing import Any

import httpx
import pytest
from redis.asyncio import Redis

from souk.cache.opening import OpenCache
from souk.configuration import LoggingSettings, ValkeySettings, WebSettings
from souk.database.addresses import PLATFORM
from souk.http.application import application
from souk.http.serving import Edge
from souk.testing import stage_of
from tests.souk.cache.toys import BOARD, Write, board

# A process that was given no time for a second is deaf, and rightly; but few tests are about that.
DEAF_SECONDS = 600.0

database, stage = stage_of(board, names=["users"], values={"cache.deaf_seconds": DEAF_SECONDS})

NEWEST = "SELECT coalesce(max(transaction::text::bigint), 0) AS newest FROM souk.forgotten"


class Process:
    """A web process with a cache of its own. It looks for changes when the test says so."""

    def __init__(self, stage) -> None:
        configuration = stage.configuration
        self._stage = stage
        self.cache = OpenCache(stage.runtime.databases[PLATFORM], configuration)
        edge = Edge(stage.runtime.switchboard, None, configuration)
        app: Any = application(  # Litestar's types of ASGI are narrower than httpx's
            stage.registry.routes,
            edge,
            configuration[WebSettings],
            configuration[LoggingSettings],
            cache=self.cache.answers,
        )
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://shop.test")

    async def read(self, name="a", **headers) -> httpx.Response:
        return await self.client.get(f"/api/notes/{name}", headers=headers)

    async def look(self) -> None:
        """Look until all that was told lies behind: a transaction elsewhere on the server may hold it up."""
        (row,) = await self._stage.rows(NEWEST)
        while True:
            await self.cache.forgetting.look()
            if self.cache.forgetting.watermark > row["newest"]:
                return
            await asyncio.sleep(0.01)

    def grow_deaf(self) -> None:
        """Be as if it had not looked for too long."""
        self.cache.forgetting.looked_at -= 2 * DEAF_SECONDS

    async def close(self) -> None:
        await self.client.aclose()
        await self.cache.close()


@pytest.fixture
async def another(stage):
    """Start one more process that knows what has changed so far."""
    BOARD.__init__()
    async with AsyncExitStack() as stack:

        async def start() -> Process:
            process = Process(stage)
            stack.push_async_callback(process.close)
            await process.look()
            return process

        yield start


@pytest.fixture
async def process(another):
    return await another()


@pytest.fixture
def write(stage):
    async def change(name: str, text: str) -> None:
        await stage.do(Write(name=name, text=text))

    return change


@pytest.fixture
async def empty_valkey(stage):
    """Let the farther level forget everything."""
    valkey = Redis.from_url(stage.configuration[ValkeySettings].url)

    async def empty() -> None:
        await valkey.flushdb()

    yield empty
    await valkey.aclose()
