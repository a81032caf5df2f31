"""The doctor looks everything over by himself, and Prometheus is told."""

import asyncio
import math

from souk.examining.rounds import BeginRound, make_round
from souk.measuring import measure_modules
from souk.messages import SYSTEM
from souk.observability.metrics import METRICS
from souk.testing import Stage
from tests.souk.examining.toys import Books

CHECK = "B books: they agree"


async def round_made(stage: Stage) -> bool:
    return await make_round(stage.registry, stage.runtime.switchboard)


async def told(stage: Stage, check: str = CHECK) -> tuple[float | None, float | None]:
    """Return whether that check is said to be ill, and how old the news is."""
    await measure_modules(stage.registry, stage.runtime.switchboard)
    ill = METRICS.get_sample_value("souk_findings_ill", {"check": check})
    return ill, METRICS.get_sample_value("souk_findings_age_seconds")


async def test_prometheus_is_told_what_the_last_round_found_and_when(stage: Stage):
    assert await told(stage) == (None, math.inf)
    assert await round_made(stage)
    stage.clock.advance(seconds=30)
    assert await told(stage) == (0, 30)


async def test_what_is_well_is_looked_at_every_hour(stage: Stage):
    assert await round_made(stage)
    stage.clock.advance(minutes=59)
    assert not await round_made(stage)
    stage.clock.advance(minutes=2)
    assert await round_made(stage)
    assert Books.looks == 2


async def test_what_is_ill_is_looked_at_every_minute_until_it_is_well(stage: Stage):
    Books.well = False
    assert await round_made(stage)
    assert await told(stage) == (1, 0)
    Books.well = True
    stage.clock.advance(seconds=61)
    assert await round_made(stage)
    assert await told(stage) == (0, 0)
    stage.clock.advance(seconds=61)
    assert not await round_made(stage)


async def test_of_many_workers_one_makes_each_round(stage: Stage):
    made = await asyncio.gather(*(round_made(stage) for _ in range(10)))
    assert sum(made) == 1
    assert Books.looks == 1


async def test_a_round_whose_worker_died_is_made_by_another(stage: Stage):
    assert await stage.do(BeginRound(), SYSTEM)
    stage.clock.advance(minutes=9)
    assert not await round_made(stage)
    stage.clock.advance(minutes=2)
    assert await round_made(stage)


async def test_books_that_cannot_be_read_are_ill_and_keep_nobody_else_from_being_looked_at(stage: Stage):
    Books.looks = -10
    assert await round_made(stage)
    assert await told(stage, "users: books_agree") == (1, 0)
    others = METRICS.collect()
    shown = {each.labels["check"] for told in others for each in told.samples if "check" in each.labels}
    assert {check[0] for check in shown} == {"E", "L", "u"}


async def test_what_is_no_longer_looked_at_is_no_longer_told_of(stage: Stage):
    await stage.owner("INSERT INTO souk.finding VALUES ('of an older version', false, now())")
    assert (await told(stage, "of an older version"))[0] == 1
    assert await round_made(stage)
    assert (await told(stage, "of an older version"))[0] is None
