"""Hearing of ended sessions, in every process."""

import asyncio
import time
from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio

from modules.users.module import module
from souk.administration import administration
from souk.modules import Registry, Site
from souk.testing import Stage
from souk.testing.patience import PATIENCE_SECONDS
from tests.users.people import bearer, registered, signed_in

ME = "/api/users/me"
LATE = """
UPDATE users.session SET ended_at = now(), end_reason = 'logged_out',
    revised_at = clock_timestamp() - make_interval(secs => :behind) RETURNING id
"""
# Of this database alone: a role is the same one in all databases of a server, and other tests use it.
CONNECTS = """
DO $$ BEGIN EXECUTE format(
    '{0} CONNECT ON DATABASE %I {1} PUBLIC, souk_modules', current_database()
); END $$
"""
LONGER_THAN_IT_BELIEVES = 1.1


@pytest_asyncio.fixture
async def elsewhere(stage: Stage) -> AsyncIterator[Stage]:
    """Another process of the same shop: it shares the database and nothing else."""
    site = Site(configuration=stage.configuration, clock=stage.clock)
    modules = [module(site)]
    registry = Registry(modules, administration(modules, stage.configuration))
    site.fill(registry.declarations)
    other = Stage(registry, stage.configuration, stage.clock)
    yield other
    await other.close()


async def seconds_believed(client: httpx.AsyncClient, headers: dict[str, str]) -> float:
    """Return how late a request could still come and be believed, however long its answer took."""
    began = came = time.monotonic()
    last = began
    while (await client.get(ME, headers=headers)).status_code == 200:
        last = came
        assert came - began < PATIENCE_SECONDS
        await asyncio.sleep(0.02)
        came = time.monotonic()
    return last - began


@pytest.mark.security(15)
async def test_every_process_knows_of_a_logout_within_a_second(stage: Stage, elsewhere: Stage):
    """No Valkey is asked, so it makes no difference whether one is there."""
    await registered(stage)
    granted = await signed_in(stage)
    async with stage.client() as here, elsewhere.client() as there:
        assert (await there.get(ME, headers=bearer(granted))).status_code == 200
        await here.post("/api/users/logout", headers=bearer(granted))
        assert await seconds_believed(there, bearer(granted)) < 1.0


async def test_a_process_that_was_asleep_believes_nothing_of_before(stage: Stage, elsewhere: Stage):
    await registered(stage)
    granted = await signed_in(stage)
    async with stage.client() as here, elsewhere.client() as there:
        await there.get(ME, headers=bearer(granted))
        await here.post("/api/users/logout", headers=bearer(granted))
        await asyncio.sleep(LONGER_THAN_IT_BELIEVES)
        assert (await there.get(ME, headers=bearer(granted))).status_code == 401


async def test_without_a_database_no_token_is_believed_for_more_than_a_second(stage: Stage, elsewhere: Stage):
    await registered(stage)
    granted = await signed_in(stage)
    async with elsewhere.client() as there:
        assert (await there.get(ME, headers=bearer(granted))).status_code == 200
        await stage.owner(CONNECTS.format("REVOKE", "FROM"))
        try:
            await elsewhere.runtime.databases["users"].engine.dispose()
            await asyncio.sleep(LONGER_THAN_IT_BELIEVES)
            answer = await there.get("/api/users/me/sessions", headers=bearer(granted))
        finally:
            await stage.owner(CONNECTS.format("GRANT", "TO"))
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert "retry-after" in answer.headers


@pytest.mark.parametrize("behind", [0.0, 30.0])
async def test_a_commit_that_comes_late_is_heard_all_the_same(stage: Stage, elsewhere: Stage, behind: float):
    """The note bears the time of its statement; its transaction may commit long after the next look."""
    await registered(stage)
    granted = await signed_in(stage)
    async with elsewhere.client() as there:
        await there.get(ME, headers=bearer(granted))
        await stage.rows(LATE, behind=behind)
        assert await seconds_believed(there, bearer(granted)) < 1.0
