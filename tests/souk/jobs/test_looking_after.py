"""Staff see jobs, retry, cancel and run them; each act leaves a trace."""

import asyncio
from uuid import UUID

import httpx
import pytest

from souk.jobs.acting import RunJob
from souk.jobs.permissions import RUN_JOBS, SEE_JOBS
from souk.messages import SYSTEM, StaffActed
from souk.testing import customer, staff
from tests.souk.jobs.conftest import Shop, until
from tests.souk.jobs.toys import Bake, BakeByHand, Taste

BOB = staff(SEE_JOBS, RUN_JOBS)


async def ask(shop: Shop, path: str, **parameters: str | int) -> httpx.Response:
    async with shop.stage.client(BOB) as client:
        return await client.get(path, params=parameters)


async def act(shop: Shop, path: str) -> httpx.Response:
    async with shop.stage.client(BOB) as client:
        return await client.post(path)


async def test_lists_jobs_page_by_page_the_newest_first(shop: Shop):
    await shop.order(*(Taste(cake=str(number)) for number in range(5)))
    ids = [str(job["id"]) for job in await shop.jobs()]
    first = (await ask(shop, "/api/admin/jobs", limit=3, state="waiting")).json()
    assert [job["id"] for job in first["items"]] == ids[:1:-1]
    second = (await ask(shop, "/api/admin/jobs", limit=3, state="waiting", before=first["before"])).json()
    assert [job["id"] for job in second["items"]] == ids[1::-1]
    assert second["before"] is None
    assert (await ask(shop, "/api/admin/jobs", type="users.bake.v1")).json()["items"] == []
    assert len((await ask(shop, "/api/admin/jobs", queue="default")).json()["items"]) == 5


async def test_shows_one_job_with_all_that_went_wrong(shop: Shop):
    ann = customer()
    await shop.open()
    await shop.order(Bake(cake="plum", then="burn"), actor=ann)
    job = await shop.job("failed")
    shown = (await ask(shop, f"/api/admin/jobs/{job['id']}")).json()
    assert shown["arguments"] == {"cake": "plum", "then": "burn", "marker": ""}
    assert UUID(shown["askedBy"]) == ann.id
    assert [attempt["reason"] for attempt in shown["attempts"]] == ["Burnt: it was in too long"] * 3


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/admin/jobs"),
        ("GET", "/api/admin/jobs/0190f7a0-0000-7000-8000-000000000000"),
        ("POST", "/api/admin/jobs/0190f7a0-0000-7000-8000-000000000000/retry"),
        ("POST", "/api/admin/jobs/0190f7a0-0000-7000-8000-000000000000/cancel"),
        ("GET", "/api/admin/schedules"),
        ("POST", "/api/admin/schedules/users.tidy/run"),
    ],
)
async def test_only_staff_with_the_capability_may(shop: Shop, method: str, path: str):
    async with shop.stage.client(customer()) as client:
        assert (await client.request(method, path)).status_code == 403
    async with shop.stage.client() as client:
        assert (await client.request(method, path)).status_code == 401


async def test_who_may_look_may_not_act(shop: Shop):
    await shop.order(Taste(cake="plum"))
    (job,) = await shop.jobs()
    async with shop.stage.client(staff(SEE_JOBS)) as client:
        assert (await client.get("/api/admin/jobs")).status_code == 200
        assert (await client.post(f"/api/admin/jobs/{job['id']}/cancel")).status_code == 403


async def test_a_cancelled_job_is_not_done(shop: Shop):
    await shop.order(Bake(cake="plum"))
    (job,) = await shop.jobs()
    assert (await act(shop, f"/api/admin/jobs/{job['id']}/cancel")).status_code == 204
    await shop.open()
    await shop.order(Taste(cake="next"))
    await shop.job("done")
    (cancelled,) = await shop.jobs("state = 'cancelled'")
    assert cancelled["attempt"] == 0
    assert (await act(shop, f"/api/admin/jobs/{job['id']}/cancel")).status_code == 409
    (told,) = await shop.stage.published(StaffActed)
    assert (told.actor_id, told.action, told.subject) == (BOB.id, "cancel_job", f"job {job['id']}")


@pytest.mark.parametrize(
    "kind", [Bake(cake="plum", then="write, then wait"), BakeByHand(cake="plum", then="wait")]
)
async def test_a_running_job_that_is_cancelled_stops_and_undoes_its_work(shop: Shop, kind: Bake | BakeByHand):
    await shop.open()
    await shop.order(kind)
    job = await shop.job("running")
    assert (await act(shop, f"/api/admin/jobs/{job['id']}/cancel")).status_code == 204
    runner = shop.runtimes[0].job_worker.runner

    async def stopped() -> bool:
        return not runner.running

    await until(stopped)
    shop.oven.open.set()
    await asyncio.gather(*(shop.shut(runtime) for runtime in list(shop.runtimes)))
    (cancelled,) = await shop.jobs()
    assert (cancelled["state"], cancelled["reason"]) == ("cancelled", "by staff")
    assert [row["outcome"] for row in await shop.attempts()] == ["cancelled"]
    assert await shop.cakes() == []


async def test_a_failed_job_that_is_retried_has_all_its_attempts_again(shop: Shop):
    await shop.open()
    await shop.order(Bake(cake="plum", then="burn"))
    job = await shop.job("failed")
    assert (await act(shop, f"/api/admin/jobs/{job['id']}/retry")).status_code == 204
    await until(lambda: shop.jobs("state = 'failed' AND attempt = 6 AND failures = 3"))
    await shop.stage.owner("""UPDATE souk.job SET arguments = '{"cake": "plum", "then": "return"}'""")
    assert (await act(shop, f"/api/admin/jobs/{job['id']}/retry")).status_code == 204
    await shop.job("done")
    assert (await act(shop, f"/api/admin/jobs/{job['id']}/retry")).status_code == 409
    assert await shop.cakes() == ["plum"]


async def test_a_retry_gives_way_to_a_twin_that_waits(shop: Shop):
    await shop.order(Taste(cake="old"), unique="cake")
    await shop.stage.owner("UPDATE souk.job SET state = 'failed'")
    await shop.order(Taste(cake="new"), unique="cake")
    (old,) = await shop.jobs("state = 'failed'")
    answer = await act(shop, f"/api/admin/jobs/{old['id']}/retry")
    assert (answer.status_code, answer.json()["code"]) == (409, "twin_under_way")


async def test_runs_any_known_job_by_hand(shop: Shop):
    await shop.open()
    made = await shop.stage.do(RunJob(type=Bake.wire, arguments={"cake": "plum"}), SYSTEM)
    assert (await shop.job("done"))["id"] == made
    assert await shop.cakes() == ["plum"]
