"""A request whose time is over stops what it was doing, down to the statement that PostgreSQL works at."""

import asyncio

from sqlalchemy import MetaData, text

from souk.bus import Bus
from souk.database import Transaction
from souk.http import get, public
from souk.messages import Query
from souk.modules import Module, Site, handles
from souk.testing import Stage, stage_of

A_LONG_TIME = 4.0  # shorter than what a module's role allows a statement: that limit is not what ends it
AT_WORK = """
SELECT count(*) AS sleeping FROM pg_stat_activity
WHERE state = 'active' AND query LIKE 'SELECT pg_sleep%' AND datname = current_database()
"""


class Doze(Query[None]):
    seconds: float


async def doze(tx: Transaction, query: Doze) -> None:
    await tx.execute(text("SELECT pg_sleep(:seconds)"), {"seconds": query.seconds})


@get("/api/doze", policy=public)
async def doze_for_long(bus: Bus) -> None:
    await bus.ask(Doze(seconds=A_LONG_TIME))


@get("/api/nap", policy=public)
async def nap(bus: Bus) -> None:
    await bus.ask(Doze(seconds=0))


def sleepers(_: Site) -> Module:
    return Module(
        name="users",
        summary="Sleeps.",
        tables=MetaData(schema="users"),
        routes=[doze_for_long, nap],
        handlers=[handles(doze)],
    )


database, stage = stage_of(
    sleepers,
    names=["users"],
    values={"web.deadline_seconds": 0.2, "database.pool": 1, "database.pool_overflow": 0},
)


async def test_the_deadline_of_a_request_ends_its_statement_and_gives_its_connection_back(stage: Stage):
    began = asyncio.get_running_loop().time()
    async with stage.client() as client:
        late = await client.get("/api/doze")
        while (await stage.rows(AT_WORK))[0]["sleeping"]:  # noqa: ASYNC110 - the database calls nobody back
            await asyncio.sleep(0.01)
        passed = asyncio.get_running_loop().time() - began
        again = await client.get("/api/nap")
    assert (late.status_code, late.json()["code"]) == (503, "unavailable")
    assert "retry-after" in late.headers
    assert passed < A_LONG_TIME / 2
    assert again.status_code == 200
