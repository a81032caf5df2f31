"""A schedule's due time is served once in the whole cluster; what was missed, by its policy."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest

from souk.jobs.permissions import RUN_JOBS, SEE_JOBS
from souk.jobs.scheduling import Scheduling, falls_on
from souk.modules import Schedule
from souk.modules.cron import next_due
from souk.outbox.alarm import Alarm
from souk.testing import staff
from tests.souk.jobs.conftest import Shop
from tests.souk.jobs.toys import SELDOM, Tidy

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def scheduling(shop: Shop) -> Scheduling:
    return Scheduling(shop.stage.runtime.ledger, shop.stage.registry, Alarm())


async def be_due(shop: Shop, name: str, ago: str) -> None:
    await shop.stage.owner(
        f"UPDATE souk.schedule SET next_due = clock_timestamp() - interval '{ago}' WHERE name = '{name}'"  # noqa: S608
    )


async def test_fires_once_however_many_workers_look(shop: Shop):
    several = [scheduling(shop) for _ in range(5)]
    await asyncio.gather(*(one.declare() for one in several))
    await be_due(shop, "users.tidy", "1 second")
    await asyncio.gather(*(one.step() for one in several))
    (job,) = await shop.jobs()
    (fired,) = await shop.stage.rows("SELECT * FROM souk.schedule_firing")
    assert (fired["schedule"], fired["job"]) == ("users.tidy", job["id"])
    assert job["context"]["actor"]["kind"] == "system"
    assert job["context"]["caller"] == "schedule"
    (known,) = await shop.stage.rows(
        "SELECT *, clock_timestamp() AS now FROM souk.schedule WHERE name = 'users.tidy'"
    )
    assert known["last_due"] == fired["due_at"]
    assert known["next_due"] == next_due(SELDOM, known["now"])


async def test_a_worker_does_what_is_scheduled(shop: Shop):
    await scheduling(shop).declare()
    await be_due(shop, "users.tidy", "1 second")
    await shop.open()
    await shop.job("done")
    assert await shop.cakes() == ["tidy"]


async def test_skips_or_catches_up_once_what_was_missed(shop: Shop):
    one = scheduling(shop)
    await one.declare()
    await be_due(shop, "users.tidy", "30 hours")
    await be_due(shop, "users.tidy-up", "30 hours")
    await one.step()
    fired = await shop.stage.rows("SELECT schedule FROM souk.schedule_firing")
    assert [row["schedule"] for row in fired] == ["users.tidy-up"]
    assert len(await shop.jobs()) == 1
    late = await shop.stage.rows("SELECT * FROM souk.schedule WHERE next_due <= clock_timestamp()")
    assert late == []


@pytest.mark.parametrize(
    ("missed", "since", "now", "served"),
    [
        ("skip", 0, 20, NOON),
        ("skip", 0, 61, None),
        ("skip", -3 * 3600, 20, NOON),
        ("skip", -3 * 3600, 900, None),
        ("catch_up", 0, 900, NOON),
        ("catch_up", -3 * 3600, 900, NOON),
    ],
)
def test_serves_the_latest_due_time_unless_it_was_missed(
    missed: Literal["skip", "catch_up"], since: int, now: int, served: datetime | None
):
    schedule = Schedule(name="x", cron="0 * * * *", job=Tidy(), missed=missed)
    assert falls_on(schedule, NOON + timedelta(seconds=since), NOON + timedelta(seconds=now)) == served


async def test_keeps_its_due_time_over_a_restart_and_forgets_it_with_another_expression(shop: Shop):
    one = scheduling(shop)
    await one.declare()
    await be_due(shop, "users.tidy", "10 seconds")
    before = await shop.stage.rows("SELECT next_due FROM souk.schedule WHERE name = 'users.tidy'")
    await one.declare()
    assert await shop.stage.rows("SELECT next_due FROM souk.schedule WHERE name = 'users.tidy'") == before
    await shop.stage.owner("UPDATE souk.schedule SET cron = '0 4 * * *'")
    await one.declare()
    assert await shop.stage.rows("SELECT next_due FROM souk.schedule WHERE name = 'users.tidy'") != before


async def test_staff_see_schedules_and_run_one_now(shop: Shop):
    await shop.open()
    async with shop.stage.client(staff(SEE_JOBS, RUN_JOBS)) as client:
        listed = (await client.get("/api/admin/schedules")).json()["items"]
        ours = [schedule["name"] for schedule in listed if schedule["name"].startswith("users.")]
        assert ours == ["users.tidy", "users.tidy-up"]
        answer = await client.post("/api/admin/schedules/users.tidy/run")
        assert answer.status_code == 202
        assert (await client.post("/api/admin/schedules/users.untold/run")).status_code == 404
        assert (await client.get("/api/admin/schedules")).json()["items"] == listed
    assert str((await shop.job("done"))["id"]) == answer.json()["id"]
