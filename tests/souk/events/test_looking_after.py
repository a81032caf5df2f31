"""Staff see what waits and what died over HTTP, and act on it; each act leaves a trace."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from souk.database import Transaction
from souk.events.permissions import RUN_EVENTS, SEE_EVENTS
from souk.messages import StaffActed
from souk.modules import Module, Site, hears, hears_batch
from souk.testing import Stage, customer, staff, stage_of
from tests.souk.events.toys import LEDGER, Counted, counter, project, write

BOB = staff(SEE_EVENTS, RUN_EVENTS)
NOBODYS = "/api/admin/events/0190f7a0-0000-7000-8000-000000000000"


async def picky(tx: Transaction, event: Counted) -> None:
    if event.mood == "bad":
        raise ValueError("not in this mood")
    await write(tx, "note", event)


def build(_: Site) -> Module:
    return counter(hears(picky, attempts=1), hears_batch(project, replayable=True))


database, stage = stage_of(build, names=["users"])


@pytest_asyncio.fixture
async def shop(stage: Stage) -> AsyncIterator[Stage]:
    for statement in LEDGER.split(";"):
        if statement.strip():
            await stage.owner(statement)
    yield stage


async def spoil(shop: Stage, *keys: str) -> list[str]:
    """Leave a dead letter for each key, and return their ids."""
    await shop.publish("users", *(Counted(key=key, number=1, mood="bad") for key in keys))
    await shop.publish("users", Counted(key="fine", number=1))
    await shop.settle()
    rows = await shop.rows("SELECT id FROM souk.dead_letter ORDER BY position")
    return [str(row["id"]) for row in rows]


async def act(shop: Stage, path: str, body: object = None, status: int = 204) -> dict[str, object]:
    async with shop.client(BOB) as client:
        answer = await client.post(path, json=body) if body is not None else await client.post(path)
    assert answer.status_code == status, answer.text
    return dict(answer.json()) if answer.content else {}


async def acts(shop: Stage) -> list[str]:
    return [event.action for event in await shop.published(StaffActed)]


async def test_shows_lags_and_dead_letters_page_by_page(shop: Stage):
    ids = await spoil(shop, "a", "b", "c")
    async with shop.client(BOB) as client:
        first = (await client.get("/api/admin/events", params={"limit": 2})).json()
        second = (
            await client.get("/api/admin/events", params={"limit": 2, "cursor": first["cursor"]})
        ).json()
        none = (await client.get("/api/admin/events", params={"subscriber": "users.project"})).json()
    assert [letter["id"] for letter in first["deadLetters"] + second["deadLetters"]] == ids
    assert second["cursor"] is None
    assert none["deadLetters"] == []
    letter = first["deadLetters"][0]
    assert (letter["subscriber"], letter["eventType"]) == ("users.picky", "users.counted.v1")
    assert (letter["reason"], letter["attempts"], letter["parks"]) == (
        "ValueError: not in this mood",
        1,
        True,
    )
    assert letter["payload"] == {"key": "a", "number": 1, "mood": "bad"}
    lags = {lag["subscriber"]: lag for lag in first["lags"]}
    assert (lags["users.picky"]["deadLetters"], lags["users.picky"]["heldKeys"]) == (3, 3)
    assert (lags["users.project"]["pending"], lags["users.project"]["deadLetters"]) == (0, 0)


async def test_refuses_a_cursor_that_it_did_not_make(shop: Stage):
    async with shop.client(BOB) as client:
        assert (await client.get("/api/admin/events", params={"cursor": "AAAA"})).status_code == 400


async def test_a_dead_letter_is_tried_again_and_dies_again(shop: Stage):
    (id,) = await spoil(shop, "a")
    await act(shop, f"/api/admin/events/{id}/replay")
    await shop.settle()
    (again,) = await shop.rows("SELECT id FROM souk.dead_letter")
    assert str(again["id"]) != id
    assert await acts(shop) == ["retry_dead_letter"]


async def test_a_discarded_dead_letter_is_gone(shop: Stage):
    (id,) = await spoil(shop, "a")
    await act(shop, f"/api/admin/events/{id}/discard")
    await shop.settle()
    assert await shop.rows("SELECT * FROM souk.dead_letter") == []
    assert await shop.rows("SELECT * FROM souk.hold") == []
    assert await acts(shop) == ["discard_dead_letter"]


async def test_a_corrected_event_is_delivered_instead(shop: Stage):
    (id,) = await spoil(shop, "a")
    made = await act(
        shop, f"/api/admin/events/{id}/correct", {"payload": {"key": "a", "number": 7}}, status=202
    )
    await shop.settle()
    (row,) = await shop.rows("SELECT number FROM users.toy_ledger WHERE subscriber = 'note' AND key = 'a'")
    assert row["number"] == 7
    (new,) = await shop.rows("SELECT context FROM souk.event WHERE id = :id", id=made["eventId"])
    assert new["context"]["actor"]["id"] == str(BOB.id)
    assert await acts(shop) == ["correct_dead_letter"]


async def test_a_correction_of_the_wrong_shape_is_a_bad_request(shop: Stage):
    (id,) = await spoil(shop, "a")
    path = f"/api/admin/events/{id}/correct"
    problem = await act(shop, path, {"payload": {"key": "a", "number": "ten"}}, status=400)
    assert problem["code"] == "malformed"
    assert await acts(shop) == []


async def test_history_is_heard_again_by_who_may(shop: Stage):
    await spoil(shop, "a", "b")
    path = "/api/admin/events/replay"
    assert await act(shop, path, {"subscriber": "users.project"}, status=202) == {"events": 3}
    await shop.settle()
    (row,) = await shop.rows("SELECT count(*) AS lines FROM users.toy_ledger WHERE subscriber = 'project'")
    assert row["lines"] == 6
    problem = await act(shop, path, {"subscriber": "users.picky"}, status=409)
    assert problem["code"] == "not_replayable"
    assert await acts(shop) == ["replay_events"]


@pytest.mark.parametrize("path", [f"{NOBODYS}/replay", f"{NOBODYS}/discard"])
async def test_what_is_no_dead_letter_is_not_found(shop: Stage, path: str):
    await act(shop, path, status=404)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/admin/events"),
        ("POST", f"{NOBODYS}/replay"),
        ("POST", f"{NOBODYS}/discard"),
        ("POST", f"{NOBODYS}/correct"),
        ("POST", "/api/admin/events/replay"),
    ],
)
async def test_only_staff_with_the_capability_may(shop: Stage, method: str, path: str):
    for actor, status in ((None, 401), (customer(), 403)):
        async with shop.client(actor) as client:
            assert (await client.request(method, path)).status_code == status


async def test_who_may_look_may_not_act(shop: Stage):
    async with shop.client(staff(SEE_EVENTS)) as client:
        assert (await client.get("/api/admin/events")).status_code == 200
        assert (await client.post(f"{NOBODYS}/replay")).status_code == 403
