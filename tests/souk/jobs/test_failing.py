"""What goes wrong is written down, tried again, and never half done."""

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from souk.testing import Stage
from tests.souk.jobs.conftest import Shop, until
from tests.souk.jobs.toys import Bake, Taste


async def test_tries_again_after_a_while_and_then_gives_up(shop: Shop):
    await shop.open()
    await shop.order(Bake(cake="plum", then="burn"))
    job = await shop.job("failed")
    assert (job["attempt"], job["failures"]) == (3, 3)
    assert job["reason"] == "Burnt: it was in too long"
    attempts = await shop.attempts()
    assert [(row["attempt"], row["outcome"]) for row in attempts] == [
        (1, "failed"),
        (2, "failed"),
        (3, "failed"),
    ]
    pauses = [later["started_at"] - row["ended_at"] for row, later in pairwise(attempts)]
    assert pauses[0] >= timedelta(seconds=0.05 * 0.75)
    assert pauses[1] >= timedelta(seconds=0.05 * 2 * 0.75)
    assert await shop.cakes() == [], "what a failed attempt published goes with its transaction"


async def test_what_was_refused_would_be_refused_again(shop: Shop):
    await shop.open()
    await shop.order(Bake(cake="plum", then="refuse"))
    job = await shop.job("failed")
    assert (job["attempt"], job["reason"].split(":")[0]) == (1, "NoFlour")


async def test_later_is_no_failure(shop: Shop):
    await shop.open()
    await shop.order(Bake(cake="plum", then="later"))
    job = await shop.job("done")
    assert (job["attempt"], job["failures"]) == (2, 0)
    (postponed,) = await shop.attempts()
    assert (postponed["outcome"], postponed["reason"]) == ("postponed", "the oven is cold")


async def test_pauses_grow_and_scatter_but_never_beyond_an_hour(shop: Shop):
    await shop.order(*(Taste(cake=str(number)) for number in range(40)))
    await shop.stage.owner(
        "UPDATE souk.job SET state = 'running', attempt = 1, started_at = now(), back_off = 10,"
        " failures = row.n % 2 * 20, attempts_allowed = 100"
        " FROM (SELECT id, row_number() OVER () AS n FROM souk.job) AS row WHERE row.id = job.id"
    )
    rows = await shop.stage.rows("SELECT souk.end_attempt(id, 1, 'failed', 'x', NULL, false) FROM souk.job")
    assert len(rows) == 40
    now = datetime.now(UTC)
    short = [job["due_at"] - now for job in await shop.jobs("failures = 1")]
    long = [job["due_at"] - now for job in await shop.jobs("failures = 21")]
    assert all(timedelta(seconds=6) < pause < timedelta(seconds=12.6) for pause in short)
    assert all(timedelta(minutes=44) < pause < timedelta(minutes=75.1) for pause in long)
    assert max(short) - min(short) > timedelta(seconds=1)


async def test_an_attempt_that_was_overtaken_leaves_nothing_behind(shop: Shop):
    await shop.open()
    await shop.order(Bake(cake="plum", then="write, then wait"))
    job = await shop.job("running")
    await until(lambda: _started(shop))
    # Somebody else has it now: as if this worker had been taken for dead while it was merely frozen.
    await shop.stage.owner(f"UPDATE souk.job SET attempt = attempt + 1 WHERE id = '{job['id']}'")  # noqa: S608
    shop.oven.open.set()
    await until(lambda: _ended(shop))
    await asyncio.gather(*(shop.shut(runtime) for runtime in list(shop.runtimes)))
    (late,) = await shop.jobs()
    assert (late["state"], late["attempt"]) == ("running", 2)
    assert await shop.cakes() == []


async def test_a_late_one_is_turned_away_at_its_first_statement(shop: Shop):
    await shop.open()
    await shop.order(Bake(cake="plum", then="wait"))
    job = await shop.job("running")
    await until(lambda: _started(shop))
    await shop.stage.owner(f"UPDATE souk.job SET state = 'done' WHERE id = '{job['id']}'")  # noqa: S608
    shop.oven.open.set()
    await until(lambda: _ended(shop))
    await asyncio.gather(*(shop.shut(runtime) for runtime in list(shop.runtimes)))
    assert await shop.cakes() == []


async def test_a_message_that_comes_twice_is_done_once(shop: Shop):
    runtime = await shop.open()
    await shop.order(Bake(cake="plum"))
    job = await shop.job("done")
    await runtime.job_worker.runner.run(job["id"], 0)
    await runtime.job_worker.runner.run(job["id"], 1)
    assert await shop.cakes() == ["plum"]


async def test_a_job_that_this_code_does_not_know_waits_for_a_worker_that_does(shop: Shop, stage: Stage):
    await shop.order(Taste(cake="plum"))
    await stage.owner("UPDATE souk.job SET type = 'users.unheard_of.v1'")
    await shop.open()
    await shop.order(Taste(cake="next"))
    await shop.job("done")
    (waiting,) = await shop.jobs("type = 'users.unheard_of.v1'")
    assert waiting["state"] == "waiting"


async def _started(shop: Shop) -> bool:
    return bool(shop.oven.started)


async def _ended(shop: Shop) -> bool:
    return bool(shop.oven.ended)
