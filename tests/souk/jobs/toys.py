"""A toy module, under the role of a real one, whose jobs do as they are told."""

import asyncio
import os
import signal
import time
from pathlib import Path

from sqlalchemy import MetaData, text

from souk.database import BlockingTransaction, Transaction
from souk.kernel import Personal, Refusal
from souk.messages import Event, Job, Progress, Query, RetryLater
from souk.modules import Module, Schedule, Site, does, handles

SELDOM = "0 3 29 2 *"
"""On the 29th of February: no test happens to run while it is due."""


class Baked(Event, wire="users.baked.v1", key="cake"):
    cake: str


class Bake(Job, wire="users.bake.v1"):
    cake: str
    then: str = "return"
    marker: str = ""


class BakeFast(Job, wire="users.bake_fast.v1"):
    cake: str


class Taste(Job, wire="users.taste.v1"):
    cake: str


class BakeByHand(Job, wire="users.bake_by_hand.v1"):
    cake: str
    then: str = "return"


class Count(Job, wire="users.count.v1"):
    total: int


class Tidy(Job, wire="users.tidy.v1"):
    pass


class Address(Job, wire="users.address.v1"):
    street: Personal[str]


class Nobody(Job, wire="users.nobody.v1"):
    pass


class Burnt(Exception):
    pass


class NoFlour(Refusal):
    """There is no flour."""


class Oven:
    """What a test sees and holds of the jobs that run in its process."""

    def __init__(self) -> None:
        self.clean()

    def clean(self) -> None:
        self.open = asyncio.Event()
        self.started: list[str] = []
        self.ended: list[str] = []
        self.actors: list[object] = []

    async def wait(self, cake: str) -> None:
        self.started.append(cake)
        try:
            await self.open.wait()
        finally:
            self.ended.append(cake)


class Recipes(Query[list[str]], wire="users.recipes.v1"):
    pass


async def recipes(_tx: Transaction, _: Recipes) -> list[str]:
    return ["plain"]


async def bake(tx: Transaction, job: Bake, *, oven: Oven) -> None:
    oven.actors.append(tx.actor)
    if job.then == "write, then wait":
        await tx.execute(text("SELECT 1"))
        tx.publish(Baked(cake=job.cake))
    if job.then in {"wait", "write, then wait"}:
        await oven.wait(job.cake)
    if job.then == "ask":
        await tx.ask(Recipes())
    if job.then == "burn":
        tx.publish(Baked(cake=job.cake))
        raise Burnt("it was in too long")
    if job.then == "refuse":
        raise NoFlour
    if job.then == "later" and not oven.started:
        oven.started.append(job.cake)
        raise RetryLater("the oven is cold", tx.now)
    if job.then == "die" and not Path(job.marker).exists():  # noqa: ASYNC240
        tx.publish(Baked(cake=job.cake))
        await tx.execute(text("SELECT 1"))
        Path(job.marker).touch()  # noqa: ASYNC240 - about to die anyway
        os.kill(os.getpid(), signal.SIGKILL)
    if job.then == "die always":
        os.kill(os.getpid(), signal.SIGKILL)
    tx.publish(Baked(cake=job.cake))


async def bake_fast(_tx: Transaction, job: BakeFast, *, oven: Oven) -> None:
    await oven.wait(job.cake)


async def taste(_tx: Transaction, job: Taste, *, oven: Oven) -> None:
    oven.started.append(job.cake)


def bake_by_hand(tx: BlockingTransaction, job: BakeByHand, *, oven: Oven) -> None:
    oven.started.append(job.cake)
    while job.then == "wait" and not oven.open.is_set():
        time.sleep(0.005)  # it runs in a thread, and a thread cannot wait for the loop's event
    tx.ask(Recipes())
    tx.execute(text("SELECT 1"))
    tx.publish(Baked(cake=job.cake))


async def count(_tx: Transaction, job: Count, *, progress: Progress, oven: Oven) -> None:
    progress(job.total // 2, job.total)
    await oven.wait("count")
    progress(job.total, job.total)


async def tidy(tx: Transaction, _: Tidy) -> None:
    tx.publish(Baked(cake="tidy"))


async def address(_tx: Transaction, _: Address) -> None:
    return None


def bakery(oven: Oven) -> Module:
    return Module(
        name="users",
        summary="Bakes.",
        tables=MetaData(schema="users"),
        handlers=[handles(recipes)],
        events=[Baked],
        jobs=[
            does(bake, attempts=3, back_off=0.05, oven=oven),
            does(bake_fast, seconds=0.1, attempts=1, oven=oven),
            does(taste, oven=oven),
            does(bake_by_hand, seconds=0.5, attempts=1, oven=oven),
            does(count, queue="slow", oven=oven),
            does(tidy),
            does(address),
        ],
        schedules=[
            Schedule(name="tidy", cron=SELDOM, job=Tidy()),
            Schedule(name="tidy-up", cron=SELDOM, job=Tidy(), missed="catch_up"),
        ],
    )


OVEN = Oven()


def build(_: Site) -> Module:
    """The module around the one oven of this process, which each test finds clean."""
    return bakery(OVEN)
