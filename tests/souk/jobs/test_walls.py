"""A module reaches its own jobs by functions only, and those of others not at all."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import create_async_engine

from souk.database.addresses import role_address, role_of
from souk.testing.servers import SECRET
from tests.souk.jobs.conftest import Shop
from tests.souk.jobs.toys import Bake

MINE = "SELECT souk.holds_job('{id}', 1), souk.finish_job('{id}', 1, 0, 0)"


async def ask_as(shop: Shop, module: str, sql: str) -> tuple[object, ...]:
    engine = create_async_engine(role_address(shop.stage.runtime.database_url, role_of(module), SECRET))
    try:
        async with engine.connect() as connection:
            return tuple((await connection.execute(text(sql))).one())
    finally:
        await engine.dispose()


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT count(*) FROM souk.job",
        "SELECT souk.end_attempt(gen_random_uuid(), 1, 'failed', '', now(), true)",
        "SELECT souk.write_jobs('catalog', '[]', '{}')",
    ],
)
async def test_refuses_a_module_at_the_record_itself(shop: Shop, sql: str):
    with pytest.raises(ProgrammingError, match="permission denied"):
        await ask_as(shop, "users", sql)


async def test_a_module_can_finish_its_own_running_job_only(shop: Shop):
    await shop.open()
    await shop.order(Bake(cake="plum", then="wait"))
    job = await shop.job("running")
    assert await ask_as(shop, "catalog", MINE.format(id=job["id"])) == (False, False)
    assert await ask_as(shop, "users", MINE.format(id=job["id"])) == (True, True)
