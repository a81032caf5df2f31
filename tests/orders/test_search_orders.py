"""Searching all orders."""

import pytest

from souk.testing import Stage, customer, staff

STAFF = staff("orders:read")


async def numbers(client, path):
    return [order["number"] for order in (await client.get(path)).json()["items"]]


async def test_goes_on_behind_the_last_one_seen(stage: Stage, ordering):
    placed = [(await ordering()).number for _ in range(5)]
    found: list[str] = []
    async with stage.client(STAFF) as client:
        path = "/api/admin/orders?limit=2"
        while path:
            page = (await client.get(path)).json()
            found += [order["number"] for order in page["items"]]
            cursor = page["nextCursor"]
            path = f"/api/admin/orders?limit=2&cursor={cursor}" if cursor else ""
    assert found == placed[::-1]


async def test_finds_by_what_staff_know(stage: Stage, ordering, paid):
    ann = customer()
    guest, hers = await ordering(), await paid(actor=ann)
    async with stage.client(STAFF) as client:
        path = "/api/admin/orders?"
        assert await numbers(client, f"{path}email=GUEST@example.com") == [guest.number]
        assert await numbers(client, f"{path}personId={ann.id}") == [hers.number]
        assert await numbers(client, f"{path}number={hers.number}") == [hers.number]
        assert await numbers(client, f"{path}stage=ReadyToFulfil") == [hers.number]
        assert await numbers(client, f"{path}status=Pending") == [guest.number]
        assert await numbers(client, f"{path}waitsFor=staff") == [hers.number]
        assert await numbers(client, f"{path}placedFrom=2999-01-01T00:00:00Z") == []


@pytest.mark.parametrize("cursor", ["x", "A" * 40, "%E2%98%83"])
async def test_refuses_a_cursor_that_is_none_of_ours(stage: Stage, cursor):
    async with stage.client(STAFF) as client:
        answer = await client.get(f"/api/admin/orders?cursor={cursor}")
    assert answer.status_code == 400


async def test_is_for_staff(stage: Stage):
    for actor, status in ((None, 401), (customer(), 403)):
        async with stage.client(actor) as client:
            assert (await client.get("/api/admin/orders")).status_code == status
