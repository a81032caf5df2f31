"""A job is done once in effect, in its module's transaction, and the record says so."""

import asyncio
from collections.abc import Collection
from datetime import timedelta

import pytest

from souk.jobs.acting import RunSchedule
from souk.jobs.permissions import RUN_JOBS
from souk.outbox.outbox import NobodyDoes
from souk.outbox.safe_types import CarriesPersonalData
from souk.testing import customer, staff
from tests.souk.jobs.conftest import Shop, until
from tests.souk.jobs.toys import Address, Bake, BakeByHand, Baked, BakeFast, Burnt, Count, Nobody, Taste


async def test_does_a_job_once_its_transaction_has_committed(shop: Shop):
    await shop.open()
    await shop.order(Bake(cake="plum"))
    job = await shop.job("done")
    assert (job["attempt"], job["failures"]) == (1, 0)
    assert await shop.cakes() == ["plum"]
    assert job["created_at"] < job["handed_over_at"] < job["started_at"] < job["finished_at"]


async def test_says_at_once_what_a_job_has_committed(shop: Shop):
    runtime, heard = await shop.open(), asyncio.Queue[Collection[str]]()
    runtime.hint.tell_others(heard.put_nowait)
    await shop.order(Bake(cake="plum"))
    assert await heard.get() == {Baked.wire}


async def test_does_nothing_of_a_transaction_that_failed(shop: Shop):
    with pytest.raises(Burnt):
        await shop.order(Bake(cake="plum"), fails=True)
    assert await shop.jobs() == []


async def test_refuses_a_job_that_carries_personal_data(shop: Shop):
    with pytest.raises(CarriesPersonalData):
        await shop.order(Address(street="Elm Street"))


async def test_refuses_a_job_that_no_module_does(shop: Shop):
    with pytest.raises(NobodyDoes):
        await shop.order(Nobody())


async def test_acts_in_the_name_of_who_wanted_it(shop: Shop):
    ann = customer()
    await shop.open()
    await shop.order(Bake(cake="plum"), actor=ann)
    await shop.job("done")
    assert shop.oven.actors == [ann]
    (row,) = await shop.stage.rows("SELECT context FROM souk.event")
    (job,) = await shop.jobs()
    assert row["context"]["request_id"] == "request-1"
    assert row["context"]["causation"] == str(job["id"])


async def test_a_job_may_ask_another_module_before_it_writes(shop: Shop):
    await shop.open()
    await shop.order(Bake(cake="plum", then="ask"))
    await shop.job("done")
    assert await shop.cakes() == ["plum"]


async def test_waits_until_a_job_is_due(shop: Shop):
    await shop.open()
    await shop.order(Taste(cake="tomorrow"), delay=timedelta(days=1))
    await shop.order(Taste(cake="soon"), delay=timedelta(seconds=0.3))
    job = await shop.job("done")
    assert job["started_at"] - job["created_at"] >= timedelta(seconds=0.3)
    assert shop.oven.started == ["soon"]
    (waiting,) = await shop.jobs("state = 'waiting'")
    assert waiting["due_at"] - waiting["created_at"] == pytest.approx(
        timedelta(days=1), abs=timedelta(seconds=1)
    )


async def test_takes_the_urgent_ones_first(shop: Shop):
    await shop.order(*(Taste(cake=f"any {number}") for number in range(3)))
    await shop.order(Taste(cake="whenever"), priority=9)
    await shop.order(Taste(cake="at once"), priority=0)
    await shop.open(**{"worker.slots": 1})
    await until(lambda: shop.jobs("(SELECT count(*) FROM souk.job WHERE state = 'done') = 5"))
    assert shop.oven.started == ["at once", "any 0", "any 1", "any 2", "whenever"]


async def test_one_of_its_kind_stands_in_for_the_next(shop: Shop):
    await shop.order(Taste(cake="first"), unique="cake")
    await shop.order(Taste(cake="second"), unique="cake")
    await shop.order(Taste(cake="other"), unique="other")
    await shop.open()
    await until(lambda: shop.jobs("(SELECT count(*) FROM souk.job WHERE state = 'done') = 2"))
    await shop.order(Taste(cake="third"), unique="cake")
    await until(lambda: shop.jobs("(SELECT count(*) FROM souk.job WHERE state = 'done') = 3"))
    assert sorted(shop.oven.started) == ["first", "other", "third"]


async def test_many_jobs_run_at_once_but_no_more_than_there_are_slots(shop: Shop):
    await shop.open()
    await shop.order(*(Bake(cake=str(number), then="wait") for number in range(6)))

    async def running() -> bool:
        return len(shop.oven.started) == 4

    await until(running)
    assert len(await shop.jobs("state = 'running'")) == 4
    shop.oven.open.set()
    await until(lambda: shop.jobs("(SELECT count(*) FROM souk.job WHERE state = 'done') = 6"))
    assert sorted(await shop.cakes()) == list("012345")


@pytest.mark.parametrize("then", ["wait", "write, then wait"])
async def test_who_was_given_up_for_dead_has_no_late_effect(shop: Shop, then: str):
    """It was stopped past its lease, and by now another is at the next attempt."""
    runtime = await shop.open()
    await shop.order(Bake(cake="plum", then=then))
    await until(lambda: shop.jobs("state = 'running'"))
    await until(lambda: _has_started(shop, "plum"))
    await shop.stage.owner("UPDATE souk.job SET attempt = attempt + 1")
    shop.oven.open.set()
    await until(lambda: _has_ended(shop, "plum"))
    await shop.shut(runtime)
    assert await shop.cakes() == []
    (job,) = await shop.jobs()
    assert job["state"] != "done"


async def test_a_plain_function_runs_in_a_thread_with_the_same_transaction(shop: Shop):
    await shop.open()
    await shop.order(BakeByHand(cake="plum"))
    await shop.job("done")
    assert await shop.cakes() == ["plum"]


@pytest.mark.parametrize("job", [BakeFast(cake="slow"), BakeByHand(cake="slow", then="wait")])
async def test_gives_up_on_a_job_at_its_time_limit(shop: Shop, job: BakeFast | BakeByHand):
    await shop.open()
    await shop.order(job)
    failed = await shop.job("failed")
    assert failed["reason"].startswith("TooLong: not finished within")
    shop.oven.open.set()
    await shop.order(Taste(cake="next"))
    await shop.job("done")
    assert await shop.cakes() == [], "a thread that goes on must not write any more"


async def test_tells_how_far_a_long_job_is_while_it_runs(shop: Shop):
    await shop.open()
    await shop.order(Count(total=10))
    job = (await until(lambda: shop.jobs("progress = 5")))[0]
    assert (job["state"], job["queue"], job["progress_of"]) == ("running", "slow", 10)
    shop.oven.open.set()
    assert (await shop.job("done"))["progress"] == 10


async def test_two_workers_share_the_work_and_do_each_job_once(shop: Shop):
    await shop.open()
    await shop.open()
    await shop.order(*(Bake(cake=f"{number:02}") for number in range(40)))
    await until(lambda: shop.jobs("(SELECT count(*) FROM souk.job WHERE state = 'done') = 40"))
    assert sorted(await shop.cakes()) == [f"{number:02}" for number in range(40)]
    assert len({job["worker"] for job in await shop.jobs()}) == 2


@pytest.mark.parametrize("schedule", ["souk.forget_keys", "souk.forget_notices", "souk.forget_deliveries"])
async def test_the_platforms_own_jobs_are_done_under_its_own_role(shop: Shop, schedule: str):
    await shop.open()
    await shop.stage.do(RunSchedule(name=schedule), staff(RUN_JOBS))
    assert (await shop.job("done"))["failures"] == 0


async def _has_started(shop: Shop, cake: str) -> bool:
    return cake in shop.oven.started


async def _has_ended(shop: Shop, cake: str) -> bool:
    return cake in shop.oven.ended
