"""A toy module that tells other systems of its events."""

from sqlalchemy import MetaData

from souk.kernel import Money
from souk.messages import Event
from souk.modules import Module, Site


class Sold(Event, wire="users.sold.v1", key="thing"):
    thing: str
    unit_price: Money


class Whispered(Event, wire="users.whispered.v1"):
    words: str


def build(_: Site) -> Module:
    return Module(
        name="users",
        summary="Sells.",
        tables=MetaData(schema="users"),
        events=[Sold, Whispered],
        tells_outside=[Sold],
    )
