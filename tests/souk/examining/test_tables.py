"""The doctor misses what a module declares and the database does not have, or does not let it use."""

import pytest
from sqlalchemy import Column, Integer, MetaData, Table

from souk.examining.looking import examined
from souk.messages import Context
from souk.modules import Finding, Module, Site
from souk.testing import Stage, stage_of

TABLES = MetaData(schema="users")
Table("sheet", TABLES, Column("id", Integer, primary_key=True), Column("words", Integer))
Table("pen", TABLES, Column("id", Integer, primary_key=True))


def desk(_: Site) -> Module:
    return Module(name="users", summary="A desk with paper and a pen.", tables=TABLES)


database, stage = stage_of(desk, names=["users"])


@pytest.fixture(autouse=True)
async def made(stage: Stage):
    await stage.owner("CREATE TABLE users.sheet (id integer, words integer)")
    await stage.owner("CREATE TABLE users.pen (id integer)")
    await stage.owner("GRANT ALL ON users.sheet, users.pen TO souk_users")
    yield
    await stage.owner("DROP TABLE IF EXISTS users.sheet, users.pen")


async def seen(stage: Stage) -> Finding:
    looks = examined(stage.registry, stage.runtime.switchboard, Context(reason="test"))
    (found,) = [finding async for finding in looks if finding.check == "tables of users"]
    return found


async def test_all_that_is_declared_is_there(stage: Stage):
    found = await seen(stage)
    assert (found.well, found.figure) == (True, "2 there")


@pytest.mark.parametrize(
    ("harm", "missing"),
    [
        ("DROP TABLE users.pen", "missing: pen.id"),
        ("ALTER TABLE users.sheet DROP COLUMN words", "missing: sheet.words"),
        ("REVOKE ALL ON users.sheet FROM souk_users", "missing: sheet.id, sheet.words"),
    ],
)
async def test_what_is_gone_or_forbidden_is_named(stage: Stage, harm: str, missing: str):
    await stage.owner(harm)
    found = await seen(stage)
    assert (found.well, found.figure) == (False, missing)
    assert "backup" in found.remedy
