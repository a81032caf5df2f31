"""Two toy modules that ask and order each other, under the roles of real ones."""

import asyncio
from typing import Annotated

from msgspec import Meta
from sqlalchemy import MetaData, text

from souk.database import Transaction
from souk.kernel import Personal, Refusal, Value
from souk.messages import Command, Event, Job, Query
from souk.modules import Capability, Module, Site, does, handles, hears


class Rung(Event, wire="users.rung.v1", key="bell"):
    bell: str


class Gossip(Event, wire="users.gossip.v1"):
    about: Personal[str]


class Polish(Job, wire="users.polish.v1"):
    bell: str


class TooLoud(Refusal):
    """Nobody likes that."""


class Bells(Query[list[str]], wire="catalog.bells.v1"):
    most: Annotated[int, Meta(ge=1)] = 10


class Rings(Value):
    times: int


class Ring(Command[Rings]):
    bell: str
    then: str = "return"


class Guarded(Command[None]):
    pass


class Sleep(Query[None]):
    seconds: float


SHARED = ["great", "small"]


async def bells(_tx: Transaction, query: Bells) -> list[str]:
    return SHARED[: query.most]


async def ring(tx: Transaction, command: Ring) -> Rings:
    known = await tx.ask(Bells())
    tx.publish(Rung(bell=command.bell))
    tx.enqueue(Polish(bell=command.bell))
    if command.then == "refuse":
        raise TooLoud
    if command.then == "ask too late":
        await tx.execute(text("SELECT 1"))
        await tx.ask(Bells())
    if command.then == "gossip":
        tx.publish(Gossip(about="Ann"))
    if command.then == "forge":
        tx.publish(Bell(bell="x"))
    return Rings(times=len(known))


class Bell(Event, wire="catalog.bell.v1"):
    bell: str


async def guarded(_tx: Transaction, _: Guarded) -> None:
    return None


async def sleep(_tx: Transaction, query: Sleep) -> None:
    await asyncio.sleep(query.seconds)


async def note(_tx: Transaction, event: Rung) -> None:
    if event.bell == "broken":
        raise RuntimeError("it does not sound")


async def polish(_tx: Transaction, _: Polish) -> None:
    return None


def belfry(_: Site) -> Module:
    return Module(
        name="users",
        summary="Rings.",
        tables=MetaData(schema="users"),
        handlers=[
            handles(ring),
            handles(guarded, capability="users:ring"),
            handles(sleep, seconds=0.05),
        ],
        events=[Rung],
        jobs=[does(polish)],
        permissions=[Capability(name="users:ring", meaning="Ring")],
    )


def foundry(_: Site) -> Module:
    return Module(
        name="catalog",
        summary="Makes bells.",
        tables=MetaData(schema="catalog"),
        handlers=[handles(bells)],
        subscriptions=[hears(note)],
    )
