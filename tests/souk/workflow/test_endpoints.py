"""The tracker over HTTP: for staff with the capability."""

from uuid import UUID

import pytest

from souk.kernel import Money
from souk.testing import Stage, customer, staff
from souk.workflow.permissions import WORKFLOWS
from tests.souk.workflow.toys import COMPLETED, STARTED, lived, step, tracked

ADDRESS = "/api/admin/workflows/users"


async def test_shows_the_map(stage: Stage):
    order = UUID(int=7)
    await lived(stage, order, [(0, "reserve", STARTED), (2, "reserve", COMPLETED), (3, "charge", STARTED)])
    stage.clock.advance(seconds=90)
    async with stage.client(staff(WORKFLOWS)) as client:
        answer = await client.get(ADDRESS, params={"stuckAfter": 60})
    assert answer.status_code == 200
    shown = answer.json()
    assert (shown["workflow"], shown["instances"], shown["stuckAfterSeconds"]) == ("users", 1, 60)
    assert shown["steps"][1]["stuck"] == {
        "instances": 1,
        "longestSeconds": 90.0,
        "oldestInstance": str(order),
    }
    assert shown["transitions"][1] == {
        "from": "reserve",
        "to": "charge",
        "choice": None,
        "count": 1,
        "meanSeconds": 3.0,
        "p95Seconds": 3.0,
    }


async def test_shows_the_window_that_is_asked_for(stage: Stage):
    began = stage.clock.now()
    await lived(stage, UUID(int=7), [(0, "reserve", COMPLETED), (3600, "charge", COMPLETED)])
    half_an_hour_later = began.replace(microsecond=0).isoformat().replace("+00:00", "Z")
    async with stage.client(staff(WORKFLOWS)) as client:
        early = await client.get(ADDRESS, params={"from": "2000-01-01T00:00:00Z", "to": half_an_hour_later})
        late = await client.get(ADDRESS, params={"from": half_an_hour_later, "to": "2100-01-01T00:00:00Z"})
    assert early.json()["steps"] == []
    assert [step["step"] for step in late.json()["steps"]] == ["reserve", "charge"]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z", "?from"),
        ("from=yesterday", "?from"),
        ("to=2026-01-01T00:00:00", "?to"),
        ("stuckAfter=0", "?stuckAfter"),
    ],
)
async def test_refuses_a_window_that_makes_no_sense(stage: Stage, query: str, pointer: str):
    async with stage.client(staff(WORKFLOWS)) as client:
        answer = await client.get(f"{ADDRESS}?{query}")
    assert answer.status_code == 400
    assert [mistake["pointer"] for mistake in answer.json()["errors"]] == [pointer]


async def test_shows_the_timeline(stage: Stage):
    order = UUID(int=7)
    await lived(stage, order, [(0, "reserve", STARTED), (2, "reserve", COMPLETED)])
    async with stage.client(staff(WORKFLOWS)) as client:
        answer = await client.get(f"{ADDRESS}/{order}")
    assert [moment["state"] for moment in answer.json()["moments"]] == ["started", "completed"]
    assert answer.json()["moments"][1]["tookSeconds"] == 2.0


async def test_shows_amounts_in_major_units(stage: Stage):
    order = UUID(int=7)
    await tracked(stage, step(order, "charge", STARTED, detail={"amount": Money(minor=1050, currency="EUR")}))
    async with stage.client(staff(WORKFLOWS)) as client:
        answer = await client.get(f"{ADDRESS}/{order}")
    assert answer.json()["moments"][0]["detail"] == {"amount": {"amount": 10.5, "currency": "EUR"}}
    assert b'"amount":10.50' in answer.content


@pytest.mark.parametrize("path", [f"{ADDRESS}/{UUID(int=7)}", "/api/admin/workflows/nothing"])
async def test_knows_neither_strange_workflows_nor_strange_instances(stage: Stage, path: str):
    async with stage.client(staff(WORKFLOWS)) as client:
        assert (await client.get(path)).status_code == 404


@pytest.mark.parametrize("path", [ADDRESS, f"{ADDRESS}/{UUID(int=7)}"])
async def test_shows_nothing_without_the_capability(stage: Stage, path: str):
    async with stage.client() as nobody, stage.client(customer()) as ann, stage.client(staff("x:y")) as bob:
        assert (await nobody.get(path)).status_code == 401
        assert (await ann.get(path)).status_code == 403
        assert (await bob.get(path)).status_code == 403
