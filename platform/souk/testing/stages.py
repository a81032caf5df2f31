"""Makes the fixtures of a suite: `stage = stage_of(module)` in its conftest is all that it needs."""

import asyncio
import os
from collections.abc import AsyncIterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

import pytest_asyncio

from souk.administration import administration
from souk.configuration import PLATFORM_SECTIONS, Configuration, load
from souk.modules import Build, Registry, Site, settings_of
from souk.testing.databases import TestDatabase
from souk.testing.patience import PATIENT
from souk.testing.servers import POSTGRES, SECRET, VALKEY, TestServers
from souk.testing.stage import Stage
from souk.testing.time import StoppedClock


def stage_of(
    *builds: Build,
    names: Sequence[str],
    values: Mapping[str, object] = MappingProxyType({}),
) -> tuple[Any, Any]:
    """Return two fixtures, the suite's database and the stage of each test.

    `database, stage = stage_of(users.module, names=["users"])`. Every test finds the tables empty, and open
    connections. `values` are settings by their names, in place of the defaults.
    """

    @cache
    def configured(database: TestDatabase) -> Configuration:
        overrides = {
            "secret": SECRET,
            "database.url": database.url,
            "valkey.url": os.environ[VALKEY],
            "valkey.prefix": database.name,
            "logging.access": False,
            **PATIENT,
            **values,
        }
        return load([*PLATFORM_SECTIONS, *settings_of(builds)], environment={}, overrides=overrides)

    @pytest_asyncio.fixture(scope="session")
    async def database(servers: TestServers) -> AsyncIterator[TestDatabase]:  # noqa: ARG001 - it must run first
        made = TestDatabase(os.environ[POSTGRES], SECRET, names)
        await asyncio.to_thread(made.make)
        yield made
        await made.close()

    @pytest_asyncio.fixture
    async def stage(database: TestDatabase) -> AsyncIterator[Stage]:
        await asyncio.to_thread(database.empty)
        configuration = configured(database)
        connections = await database.connections(configuration)
        clock = StoppedClock()
        site = Site(configuration=configuration, clock=clock)
        modules = [build(site) for build in builds]
        registry = Registry(modules, administration(modules, configuration))
        site.fill(registry.declarations)
        ready = Stage(registry, configuration, clock, connections=connections, owner=database.owner)
        await ready.open()
        yield ready
        await ready.close()

    return database, stage
