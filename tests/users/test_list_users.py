"""Looking for people, as staff."""

import pytest

from souk.testing import Stage, customer
from tests.users.people import ANN, BOB, boss, registered

PATH = "/api/admin/users"


async def found(stage: Stage, query: str) -> list[str]:
    async with stage.client(boss("see-people")) as client:
        answer = await client.get(f"{PATH}?{query}")
    return [item["firstName"] for item in answer.json()["items"]]


async def test_shows_the_newest_first_page_by_page(stage: Stage):
    for person in (ANN, BOB):
        await registered(stage, person)
        stage.clock.advance(minutes=1)
    async with stage.client(boss("see-people")) as client:
        first = (await client.get(f"{PATH}?pageSize=1")).json()
        second = (await client.get(f"{PATH}?pageSize=1&cursor={first['nextCursor']}")).json()
    assert [page["items"][0]["firstName"] for page in (first, second)] == ["Bob", "Ann"]
    assert second["nextCursor"] is None


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=ann", ["Ann"]),
        ("q=BOB@", ["Bob"]),
        ("q=day", ["Bob"]),
        ("q=%25", []),
        ("q=_nn", []),
        ("role=administrator", []),
        ("role=customer&q=a", ["Ann"]),
        ("standing=deactivated", ["Bob"]),
    ],
)
async def test_finds_by_what_a_name_or_an_address_begins_with_by_role_and_standing(
    stage: Stage, query, names
):
    await registered(stage)
    await registered(stage, BOB)
    await stage.owner("UPDATE users.account SET standing = 'deactivated' WHERE first_name = 'Bob'")
    assert await found(stage, query) == names


async def test_a_cursor_that_we_did_not_make_is_refused(stage: Stage):
    async with stage.client(boss("see-people")) as client:
        assert (await client.get(f"{PATH}?cursor=AAAA")).status_code == 400


async def test_no_hash_and_no_digest_is_shown(stage: Stage):
    await registered(stage)
    async with stage.client(boss("see-people")) as client:
        assert "argon2" not in (await client.get(PATH)).text


async def test_is_not_for_customers(stage: Stage):
    async with stage.client(customer()) as client:
        assert (await client.get(PATH)).status_code == 403
