"""Reading by the driver itself takes the module's only connection, and gives it back come what may."""

import asyncio

import pytest
from sqlalchemy import exc, text

from souk.database import Transaction
from souk.database.failures import unavailable
from souk.messages import Context
from souk.testing import Stage

MINE = "SELECT pg_backend_pid()"
NAMED = "SELECT %(word)s::text, '\\x00ff'::bytea"
MISTAKE = "SELECT word FROM pg_nothing WHERE word = %(word)s"
LONG = "SELECT pg_sleep(600)"


def transaction(stage: Stage, *, reads: bool) -> Transaction:
    return stage.runtime.switchboard.transaction("catalog", Context(reason="test"), reads=reads)


async def mine(stage: Stage) -> int:
    [(process,)] = await transaction(stage, reads=True).rows(MINE, {})
    return int(process)


@pytest.mark.parametrize("plan_anew", [False, True])
async def test_reads_rows_and_gives_the_connection_back(stage: Stage, plan_anew: bool):
    tx = transaction(stage, reads=True)
    for _ in range(8):  # prepared after some
        assert await tx.rows(NAMED, {"word": "bell"}, plan_anew=plan_anew) == [("bell", b"\x00\xff")]


async def test_a_transaction_on_the_same_connection_is_still_one(stage: Stage):
    process = await mine(stage)
    tx = transaction(stage, reads=False)
    assert await tx.scalar(text("SELECT pg_backend_pid()")) == process
    await tx.execute(text("CREATE TEMPORARY TABLE bell ON COMMIT DROP AS SELECT 1 AS number"))
    assert await tx.rows("SELECT number FROM bell", {}) == [(1,)]
    await tx.close(None)
    with pytest.raises(exc.ProgrammingError):
        await transaction(stage, reads=True).rows("SELECT number FROM bell", {})


async def test_a_mistake_is_told_as_elsewhere_without_its_values(stage: Stage):
    process = await mine(stage)
    with pytest.raises(exc.ProgrammingError) as raised:
        await transaction(stage, reads=True).rows(MISTAKE, {"word": "a-canary"})
    assert "a-canary" not in str(raised.value)
    assert await mine(stage) == process


async def test_one_that_is_interrupted_goes_to_nobody_else(stage: Stage):
    process = await mine(stage)
    reading = asyncio.create_task(transaction(stage, reads=True).rows(LONG, {}))
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
    with pytest.raises(exc.DBAPIError) as raised:
        await mine(stage)
    assert unavailable(raised.value)
    assert await mine(stage) != process


async def test_who_finds_none_free_is_told_so(stage: Stage):
    async with stage.runtime.databases["catalog"].engine.connect():
        with pytest.raises(exc.TimeoutError):
            await mine(stage)
    assert await mine(stage)


async def test_is_heard_and_counted_as_any_other_statement(stage: Stage):
    database, heard = stage.runtime.databases["catalog"], []
    database.watch.listeners.append(lambda statement, parameters: heard.append((statement, parameters)))
    await mine(stage)
    tx = transaction(stage, reads=True)
    await tx.scalar(text(MINE))
    await tx.close(None)
    assert heard == [(MINE, {}), (MINE, {})]
