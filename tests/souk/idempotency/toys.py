"""A till that sells and announces it, slowly where a test says so, under the role of a real module."""

import asyncio
from typing import Annotated
from uuid import UUID

from msgspec import Meta
from sqlalchemy import MetaData

from souk.bus import Bus
from souk.database import Transaction
from souk.http import Body, Parameters, Shown, anyone, post
from souk.kernel import Refusal, Value
from souk.messages import Command, Event, Query
from souk.modules import Module, Site, handles


class Sold(Event, wire="users.sold.v1", key="sale_id"):
    sale_id: UUID


class TillClosed(Refusal):
    """Nothing is sold at this hour."""


class Receipt(Value):
    sale_id: UUID
    cents: int


class Sell(Command[Receipt]):
    cents: int
    how: str = "well"


class Greeting(Query[str]):
    pass


class Till:
    """What the test holds of the till: a door that it opens when it wants."""

    def __init__(self) -> None:
        self.entered = asyncio.Semaphore(0)
        self.door = asyncio.Event()

    async def sell(self, tx: Transaction, command: Sell) -> Receipt:
        if command.how == "refused":
            raise TillClosed
        sale = tx.new_id()
        tx.publish(Sold(sale_id=sale))
        if command.how == "slow":
            self.entered.release()
            await self.door.wait()
        if command.how == "broken":
            raise RuntimeError("the drawer is stuck")
        return Receipt(sale_id=sale, cents=command.cents)


async def greet(_tx: Transaction, _: Greeting) -> str:
    return "good day"


class SaleBody(Body):
    cents: Annotated[int, Meta(ge=1, le=1_000_000)]
    how: str = "well"


class Coin(Parameters):
    coin: str = "EUR"


class SaleShown(Shown):
    sale_id: UUID
    cents: int
    greeting: str


@post("/api/sales", policy=anyone, status=201, refuses=[TillClosed])
async def post_sale(body: SaleBody, coin: Coin, bus: Bus) -> SaleShown:
    """Sell something."""
    greeting = await bus.ask(Greeting())
    sold = await bus.do(Sell(cents=body.cents, how=body.how))
    return SaleShown(sale_id=sold.sale_id, cents=sold.cents, greeting=greeting)


@post("/api/charges", policy=anyone, status=202, needs_key=True)
async def post_charge(body: SaleBody, bus: Bus) -> None:
    """Take money, for which a key is needed."""
    await bus.do(Sell(cents=body.cents))


@post("/api/double-sales", policy=anyone)
async def post_double_sale(body: SaleBody, bus: Bus) -> None:
    """Order twice, which no route may."""
    await bus.do(Sell(cents=body.cents))
    await bus.do(Sell(cents=body.cents))


@post("/api/tokens", policy=anyone, hands_out_tokens=True)
async def post_token(body: SaleBody, bus: Bus) -> SaleShown:
    """Hand out something that is not to be stored."""
    sold = await bus.do(Sell(cents=body.cents))
    return SaleShown(sale_id=sold.sale_id, cents=sold.cents, greeting="")


TILL = Till()


def shop(_: Site) -> Module:
    return Module(
        name="users",
        summary="A till.",
        tables=MetaData(schema="users"),
        routes=[post_sale, post_charge, post_double_sale, post_token],
        handlers=[handles(TILL.sell), handles(greet)],
        events=[Sold],
    )
