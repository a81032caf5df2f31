"""Two toy modules, under the roles of real ones, whose routes look into the database."""

from sqlalchemy import MetaData, text

from souk.bus import Bus
from souk.database import Transaction
from souk.http import Shown, get, public
from souk.messages import Query
from souk.modules import Module, Site, handles


class Count(Shown):
    number: int


class CountBells(Query[int], wire="users.count_bells.v1"):
    pass


class CountMoulds(Query[int], wire="catalog.count_moulds.v1"):
    pass


async def count_bells(tx: Transaction, _: CountBells) -> int:
    return int(await tx.scalar(text("SELECT 1")))


async def count_moulds(tx: Transaction, _: CountMoulds) -> int:
    return int(await tx.scalar(text("SELECT 2")))


@get("/api/bells", policy=public)
async def get_bells(bus: Bus) -> Count:
    """Count the bells."""
    return Count(number=await bus.ask(CountBells()))


@get("/api/moulds", policy=public)
async def get_moulds(bus: Bus) -> Count:
    """Count the moulds."""
    return Count(number=await bus.ask(CountMoulds()))


def belfry(_: Site) -> Module:
    return Module(
        name="users",
        summary="Rings.",
        tables=MetaData(schema="users"),
        handlers=[handles(count_bells)],
        routes=[get_bells],
    )


def foundry(_: Site) -> Module:
    return Module(
        name="catalog",
        summary="Makes bells.",
        tables=MetaData(schema="catalog"),
        handlers=[handles(count_moulds)],
        routes=[get_moulds],
    )
