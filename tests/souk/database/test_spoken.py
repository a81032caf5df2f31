"""Statements put together from the tables, and said to the driver."""

from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID

import pytest
from sqlalchemy import (
    Column,
    DateTime,
    MetaData,
    String,
    Table,
    Uuid,
    bindparam,
    insert,
    select,
    text,
    update,
)

from souk.database.columns import Json, TextEnum, any_of
from souk.database.committing import committing
from souk.database.spoken import Spoken
from souk.kernel import Money, Value
from souk.messages import Context
from souk.modules import Module, Site
from souk.testing import Stage, stage_of


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Label(Value):
    price: Money
    words: tuple[str, ...]


metadata = MetaData(schema="users")
kites = Table(
    "kite",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("colour", TextEnum(Colour), nullable=False),
    Column("label", Json[Label](Label), nullable=False),
    Column("note", String),
    Column("flown_at", DateTime(timezone=True)),
)


def sky(_: Site) -> Module:
    return Module(name="users", summary="A sky.", tables=metadata)


database, stage = stage_of(sky, names=["users"])

FIRST = UUID("00000000-0000-7000-8000-000000000001")
LABEL = Label(price=Money(minor=100, currency="EUR"), words=("50 %", "a:b", "{}"))
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
KITE = {"id": FIRST, "colour": Colour.RED, "label": LABEL, "note": None, "flown_at": NOON}
ADD = Spoken(insert(kites).returning(kites.c.id))
FIND = Spoken(select(kites).where(kites.c.id == bindparam("kite")))
RED = Spoken(select(kites.c.note).where(kites.c.colour == Colour.RED))
OF_COLOURS = Spoken(
    select(kites.c.id, kites.c.id.isnot(None).label("there")).where(kites.c.colour == any_of(Colour))
)
LAND = Spoken(
    update(kites)
    .where(kites.c.id == bindparam("kite"))
    .values(flown_at=None, colour=bindparam("paint"))
    .returning(kites.c.colour, kites.c.flown_at)
)
PERCENT = Spoken(text("SELECT '100 %' || CAST(:sign AS text) AS said").columns(said=String))


@pytest.fixture
async def tx(stage: Stage):
    await stage.owner("DROP TABLE IF EXISTS users.kite")
    await stage.owner(
        "CREATE TABLE users.kite"
        " (id uuid PRIMARY KEY, colour text, label jsonb, note text, flown_at timestamptz)"
    )
    await stage.owner("GRANT ALL ON users.kite TO souk_users")
    async with committing(stage.runtime.switchboard.transaction("users", Context(reason="test"))) as tx:
        yield tx


async def test_values_of_the_domain_go_in_and_come_back(tx):
    assert (await ADD.one(tx, KITE)).id == FIRST
    (kite,) = await FIND(tx, {"kite": FIRST})
    assert kite._asdict() == KITE
    assert isinstance(kite.colour, Colour)


async def test_what_is_fixed_in_the_statement_need_not_be_said(tx):
    await ADD(tx, KITE)
    assert len(await RED(tx)) == 1
    assert [row.there for row in await OF_COLOURS(tx)] == [True]


async def test_nothing_is_a_value_too(tx):
    await ADD(tx, KITE)
    landed = await LAND.one(tx, {"kite": FIRST, "paint": Colour.BLUE})
    assert landed == (Colour.BLUE, None)


async def test_no_row_is_nothing(tx):
    assert await FIND.one(tx, {"kite": FIRST}) is None
    assert await FIND(tx, {"kite": FIRST}) == []


async def test_a_value_that_was_forgotten_is_no_null(tx):
    with pytest.raises(KeyError):
        await ADD(tx, {"id": FIRST})


async def test_it_may_be_all_that_a_transaction_is_about(tx, stage: Stage):
    assert (await ADD.at_once(tx, KITE)).id == FIRST
    assert len(await stage.rows("SELECT FROM users.kite")) == 1


async def test_a_percent_sign_is_one(tx):
    assert await PERCENT(tx, {"sign": "!"}) == [("100 %!",)]
