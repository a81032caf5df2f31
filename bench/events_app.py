"""A toy module for bench/events.py, its worker process, and the bare loop that it is compared with.

python events_app.py work|said|count <postgres> <valkey>; python events_app.py bare|core <postgres> <half>
"""

import asyncio
import signal
import sys
from collections import Counter
from collections.abc import Awaitable, Callable

import msgspec
import psycopg
import uvloop
from sqlalchemy import MetaData, text
from sqlalchemy.ext.asyncio import create_async_engine
from stand import SECRET

from souk.administration import administration
from souk.configuration import PLATFORM_SECTIONS, load
from souk.database import Transaction
from souk.database.addresses import role_address
from souk.messages import Event
from souk.modules import Module, Registry, hears, hears_batch
from souk.runtime import Runtime, settle_memory

POOL = 4
TABLES = """
    CREATE TABLE users.toy (key text, number integer, at timestamptz DEFAULT clock_timestamp());
    CREATE TABLE users.toy_count (key text PRIMARY KEY, events bigint NOT NULL);
    GRANT ALL ON users.toy, users.toy_count TO souk_users;
"""
INSERT = "INSERT INTO users.toy (key, number) VALUES (:key, :number)"
WRITE = text(INSERT)
SAID = b"INSERT INTO users.toy (key, number) VALUES (%(key)s, %(number)s)"
COUNT = text("""
    INSERT INTO users.toy_count
    SELECT key, CAST(value AS bigint) FROM jsonb_each_text(CAST(:counted AS jsonb))
    ON CONFLICT (key) DO UPDATE SET events = toy_count.events + excluded.events
""")
TAKE = "SELECT souk.take_delivery('users.note', :lane, :key, :position, :worker, false)"
DUE = """
    SELECT lane, key, position, owner FROM souk.delivery JOIN souk.lane USING (subscriber, lane)
    WHERE subscriber = 'users.note' AND lane %% 2 = %s ORDER BY position
"""


class Counted(Event, wire="users.counted.v1", key="name"):
    name: str
    number: int


async def note(tx: Transaction, event: Counted, *, write: Callable[..., Awaitable[object]]) -> None:
    await write(tx, {"key": event.name, "number": event.number})


async def through_a_session(tx: Transaction, row: dict[str, object]) -> None:
    await tx.execute(WRITE, row)


async def to_the_driver(tx: Transaction, row: dict[str, object]) -> None:
    await tx.rows(SAID, row)


async def project(tx: Transaction, events: list[Counted]) -> None:
    """Count the events of each key: a projection, in one statement."""
    counted = Counter(event.name for event in events)
    await tx.execute(COUNT, {"counted": msgspec.json.encode(counted).decode()})


def runtime(url: str, valkey: str, kind: str = "work") -> Runtime:
    write = to_the_driver if kind == "said" else through_a_session
    subscription = hears_batch(project) if kind == "count" else hears(note, write=write)
    module = Module(
        name="users",
        summary="Benchmark.",
        tables=MetaData(schema="users"),
        events=[Counted],
        subscriptions=[subscription],
    )
    overrides = {"secret": SECRET, "database.url": url, "valkey.url": valkey, "database.pool": POOL}
    configuration = load(PLATFORM_SECTIONS, environment={}, overrides=overrides)
    return Runtime(Registry([module], administration([module], configuration)), configuration)


async def work(kind: str, url: str, valkey: str) -> None:
    running = runtime(url, valkey, kind)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await running.dispatcher.subscribe()
    running.dispatch()
    settle_memory()
    print("ready", flush=True)
    await stop.wait()
    await running.close()


async def bare(kind: str, url: str, half: str) -> None:
    """Do with half of what is due what a worker does, and nothing else; begin when told."""
    with psycopg.connect(url) as owner:
        due = owner.execute(DUE, [int(half)]).fetchall()
    names = ("lane", "key", "position", "worker")
    rows = iter([dict(zip(names, row, strict=True)) for row in due])
    settle_memory()
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    address = role_address(url, "souk_users", SECRET)
    if kind == "core":
        engine = create_async_engine(address, pool_size=POOL)
        take, write = text(TAKE), text(INSERT)

        async def serve() -> None:
            for row in rows:
                async with engine.begin() as connection:
                    assert await connection.scalar(take, row)
                    await connection.execute(write, {"key": row["key"], "number": row["position"]})
    else:
        take_, write_ = (_psycopg(sql) for sql in (TAKE, INSERT))
        plain = address.set(drivername="postgresql").render_as_string(hide_password=False)

        async def serve() -> None:
            async with await psycopg.AsyncConnection.connect(plain) as connection:
                for row in rows:
                    found = await connection.execute(take_, row)
                    assert (await found.fetchone())[0]
                    await connection.execute(write_, {"key": row["key"], "number": row["position"]})
                    await connection.commit()

    await asyncio.gather(*(serve() for _ in range(POOL)))
    print("done", flush=True)


def _psycopg(sql: str) -> bytes:
    for name in ("lane", "key", "position", "worker", "number"):
        sql = sql.replace(f":{name}", f"%({name})s")
    return sql.encode()


if __name__ == "__main__":
    uvloop.run((bare if sys.argv[1] in {"bare", "core"} else work)(*sys.argv[1:]))
