"""Makes the fixtures of a suite: `stage = stage_of(module)` in its conftest is all that it needs."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import pytest
import pytest_asyncio

from souk.administration import administration
from souk.configuration import PLATFORM_SECTIONS, load
from souk.modules import Build, Registry, Site, settings_of
from souk.testing.databases import TestDatabase
from souk.testing.servers import POSTGRES, SECRET, VALKEY, TestServers
from souk.testing.stage import Stage
from souk.testing.time import StoppedClock


def stage_of(
    *builds: Build,
    names: Sequence[str],
    values: Mapping[str, object] = MappingProxyType({}),
) -> tuple[Any, Any]:
    """Return two fixtures, the suite's database and the stage of each test.

    `database, stage = stage_of(users.module, names=["users"])`. Every test finds the tables empty.
    `values` are settings by their names, in place of the defaults.
    """

    @pytest.fixture(scope="session")
    def database(servers: TestServers) -> Iterator[TestDatabase]:  # noqa: ARG001 - it must run first
        made = TestDatabase(os.environ[POSTGRES], SECRET, names)
        made.make()
        yield made
        made.drop()

    @pytest_asyncio.fixture
    async def stage(database: TestDatabase) -> AsyncIterator[Stage]:
        await asyncio.to_thread(database.empty)
        clock = StoppedClock()
        overrides = {
            "secret": SECRET,
            "database.url": database.url,
            "valkey.url": os.environ[VALKEY],
            "valkey.prefix": database.name,
            "logging.access": False,
            **values,
        }
        configuration = load([*PLATFORM_SECTIONS, *settings_of(builds)], environment={}, overrides=overrides)
        site = Site(configuration=configuration, clock=clock)
        modules = [build(site) for build in builds]
        registry = Registry(modules, administration(modules))
        site.fill(registry.declarations)
        ready = Stage(registry, configuration, clock)
        await ready.open()
        yield ready
        await ready.close()

    return database, stage
