"""A toy module under the role of a real one: it counts things, and writes each count into a ledger."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import MetaData, text

from souk.database import Transaction
from souk.messages import Event
from souk.modules import Hearing, Module, Upcast

WRITE = text("INSERT INTO users.toy_ledger (subscriber, key, number) VALUES (:subscriber, :key, :number)")

LEDGER = """
    CREATE TABLE IF NOT EXISTS users.toy_ledger (
        line bigint GENERATED ALWAYS AS IDENTITY, subscriber text, key text, number integer);
    GRANT ALL ON users.toy_ledger TO souk_users;
    CREATE TABLE IF NOT EXISTS users.toy_attempt (
        key text, number integer, state text, PRIMARY KEY (key, number));
    GRANT ALL ON users.toy_attempt TO souk_users;
    CREATE TABLE IF NOT EXISTS users.toy_outside (name text PRIMARY KEY, times integer);
"""


class Counted(Event, wire="users.counted.v1", key="key"):
    key: str
    number: int
    mood: str = "fine"


class Counted2(Event, wire="users.counted.v2", key="key"):
    key: str
    amount: int


class Keyless(Event, wire="users.keyless.v1"):
    number: int


async def write(tx: Transaction, subscriber: str, event: Counted | Counted2) -> None:
    number = event.number if isinstance(event, Counted) else event.amount
    await tx.execute(WRITE, {"subscriber": subscriber, "key": event.key, "number": number})


async def note(tx: Transaction, event: Counted) -> None:
    await write(tx, "note", event)


async def project(tx: Transaction, events: list[Counted]) -> None:
    rows = [{"subscriber": "project", "key": event.key, "number": event.number} for event in events]
    await tx.execute(WRITE, rows)


def counter(*subscriptions: Hearing, upcasts: Sequence[Upcast] = (), **more: Any) -> Module:
    return Module(
        name="users",
        summary="Counts.",
        tables=MetaData(schema="users"),
        events=[Counted, Counted2, Keyless],
        upcasts=upcasts,
        subscriptions=subscriptions,
        **more,
    )
