"""A process that freezes in the middle of many statements does not keep its locks for ever."""

import asyncio
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest

from souk.testing.patience import until
from souk.testing.servers import POSTGRES, TestServers

CHILDREN = 10
PATIENCE = 30
CHILD = """
import asyncio, sys, psycopg
from souk.database.plain_cursor import PlainCursor

async def main():
    limit = "-c idle_in_transaction_session_timeout=500ms -c application_name=frozen"
    connection = await psycopg.AsyncConnection.connect(sys.argv[1], options=limit, cursor_factory=PlainCursor)
    await connection.execute("CREATE TEMP TABLE written (number integer)")
    print("ready", flush=True)
    while True:
        cursor = connection.cursor()
        await cursor.executemany("INSERT INTO written VALUES (%s)", [(number,) for number in range(20)])
        assert cursor.rowcount == 20
        await connection.commit()

asyncio.run(main())
"""
HELD = "SELECT 1 FROM pg_stat_activity WHERE application_name = 'frozen' AND xact_start IS NOT NULL"


@pytest.fixture
def children(servers: TestServers) -> Iterator[list["subprocess.Popen[bytes]"]]:
    command = [sys.executable, "-c", CHILD, os.environ[POSTGRES]]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(CHILDREN)]
    try:
        for child in started:
            assert child.stdout
            assert child.stdout.readline() == b"ready\n"
        yield started
    finally:
        for child in started:
            child.kill()
            child.wait(PATIENCE)
            assert child.stdout
            child.stdout.close()


@pytest.mark.slow
async def test_the_limit_on_idle_transactions_holds_among_many_statements(children):
    dice = random.Random(7)
    for child in children:
        await asyncio.sleep(dice.random() / 20)
        os.kill(child.pid, signal.SIGSTOP)
    async with await psycopg.AsyncConnection.connect(os.environ[POSTGRES], autocommit=True) as looking:

        async def all_over() -> bool:
            return not (await looking.execute(HELD)).rowcount

        await until(all_over)
