"""What a real worker process does in the tests that kill it."""

import asyncio
import logging
import os
import signal
from collections.abc import Mapping
from typing import Any

import psycopg
import structlog
from sqlalchemy import text

from souk.configuration import PLATFORM_SECTIONS, load
from souk.database import Transaction
from souk.modules import Effect, Registry, hears, hears_batch
from souk.runtime import Runtime
from tests.souk.events.toys import Counted, counter, note, project, write

STORE = text("INSERT INTO users.toy_attempt VALUES (:key, :number, 'started') ON CONFLICT DO NOTHING")


async def once_and_never_again(url: str, name: str) -> bool:
    """Tell whether this is the first time, in whichever process."""
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as owner:
        sql = "INSERT INTO users.toy_outside VALUES (%s, 0) ON CONFLICT DO NOTHING RETURNING name"
        return await (await owner.execute(sql, [name])).fetchone() is not None


async def perform_outside(url: str, name: str) -> None:
    """Do something that no transaction takes back; the outside world counts how often it is asked."""
    sql = """
        INSERT INTO users.toy_outside VALUES (%s, 1)
        ON CONFLICT (name) DO UPDATE SET times = toy_outside.times + 1
    """
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as owner:
        await owner.execute(sql, [name])


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def subscriptions(url: str) -> list[Any]:
    async def poisoned(tx: Transaction, event: Counted) -> None:
        await write(tx, "poisoned", event)
        if event.mood == "deadly":
            die()

    async def charge(tx: Transaction, event: Counted) -> Effect[None]:
        await tx.execute(STORE, {"key": event.key, "number": event.number})
        name = f"{event.key} {event.number}"

        async def perform() -> None:
            if event.mood == "die before" and await once_and_never_again(url, f"before {name}"):
                die()
            await perform_outside(url, name)
            if event.mood == "die after" and await once_and_never_again(url, f"after {name}"):
                die()

        async def book(tx: Transaction, _: None) -> None:
            await write(tx, "charge", event)

        return Effect(perform=perform, book=book)

    return [
        hears(note),
        hears_batch(project, batch=50),
        hears(poisoned, attempts=3),
        hears(charge, effect=True),
    ]


async def run(url: str, settings: Mapping[str, Any]) -> None:
    configuration = load(PLATFORM_SECTIONS, environment={}, overrides={"database.url": url, **settings})
    runtime = Runtime(Registry([counter(*subscriptions(url))]), configuration)
    await runtime.dispatcher.subscribe()
    runtime.dispatch()
    await asyncio.Event().wait()


def work(url: str, settings: Mapping[str, Any]) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    asyncio.run(run(url, settings))
