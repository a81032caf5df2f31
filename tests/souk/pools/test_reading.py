"""A query speaks to the driver on the module's only connection, and gives it back come what may."""

import asyncio

import psycopg
import pytest
from sqlalchemy import exc, text

from souk.database import Unavailable
from souk.database.committing import committing
from souk.messages import Context
from souk.testing import Stage
from souk.testing.trips import trips_of

MINE = "SELECT pg_backend_pid()"
NAMED = "SELECT %(word)s::text, '\\x00ff'::bytea"
MISTAKE = "SELECT word FROM pg_nothing WHERE word = %(word)s"
LONG = "SELECT pg_sleep(600)"


def beginning(stage: Stage, *, reads: bool = True) -> committing:
    return committing(stage.runtime.switchboard.transaction("catalog", Context(reason="test"), reads=reads))


async def mine(stage: Stage) -> int:
    async with beginning(stage) as tx:
        [(process,)] = await tx.rows(MINE, {})
    return int(process)


@pytest.mark.parametrize("plan_anew", [False, True])
async def test_reads_rows_as_often_as_it_wants(stage: Stage, plan_anew: bool):
    async with beginning(stage) as tx:
        for _ in range(8):  # prepared after some
            assert await tx.rows(NAMED, {"word": "bell"}, plan_anew=plan_anew) == [("bell", b"\x00\xff")]


async def test_a_transaction_on_the_same_connection_is_still_one(stage: Stage):
    process = await mine(stage)
    async with beginning(stage, reads=False) as tx:
        assert await tx.scalar(text(MINE)) == process
        await tx.execute(text("CREATE TEMPORARY TABLE bell ON COMMIT DROP AS SELECT 1 AS number"))
        assert await tx.rows("SELECT number FROM bell", {}) == [(1,)]
    with pytest.raises(psycopg.errors.UndefinedTable):
        async with beginning(stage) as tx:
            await tx.rows("SELECT number FROM bell", {})


async def test_a_mistake_is_told_without_its_values_and_costs_no_connection(stage: Stage):
    process = await mine(stage)
    with pytest.raises(psycopg.errors.UndefinedTable) as raised:
        async with beginning(stage) as tx:
            await tx.rows(MISTAKE, {"word": "a-canary"})
    assert "a-canary" not in str(raised.value)
    assert await mine(stage) == process


async def test_one_that_is_interrupted_goes_to_nobody_else(stage: Stage):
    async def dawdle() -> None:
        async with beginning(stage) as tx:
            await tx.rows(LONG, {})

    process = await mine(stage)
    reading = asyncio.create_task(dawdle())
    state = "SELECT state FROM pg_stat_activity WHERE pid = :process"
    while (await stage.rows(state, process=process))[0]["state"] != "active":  # noqa: ASYNC110
        await asyncio.sleep(0)  # until the server is at it
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert await mine(stage) != process


async def test_one_that_the_server_closed_is_replaced(stage: Stage):
    process = await mine(stage)
    await stage.rows("SELECT pg_terminate_backend(:process)", process=process)
    with pytest.raises(Unavailable):
        await mine(stage)
    assert await mine(stage) != process


async def test_one_that_breaks_between_two_statements_is_replaced(stage: Stage):
    process = await mine(stage)
    with pytest.raises(Unavailable):
        async with beginning(stage) as tx:
            await tx.rows(MINE, {})
            await stage.rows("SELECT pg_terminate_backend(:process)", process=process)
            await tx.rows(MINE, {})
    assert await mine(stage) != process


async def test_who_finds_none_free_is_told_so(stage: Stage):
    async with stage.runtime.databases["catalog"].engine.connect():
        with pytest.raises(Unavailable) as refused:
            await mine(stage)
    assert isinstance(refused.value.__cause__, exc.TimeoutError)
    assert await mine(stage)


async def test_is_heard_as_any_other_statement(stage: Stage):
    with trips_of("catalog") as trips:
        await mine(stage)
        async with beginning(stage) as tx:
            await tx.scalar(text(MINE))
    assert [trip.statement for trip in trips] == [MINE, MINE]
