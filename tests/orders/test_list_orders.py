"""A customer's own orders."""

from souk.testing import Stage, customer


async def test_lists_ones_own_the_newest_first(stage: Stage, ordering):
    ann = customer()
    await ordering(actor=customer())
    numbers = [(await ordering(actor=ann)).number for _ in range(3)]
    async with stage.client(ann) as client:
        first = (await client.get("/api/orders?pageSize=2")).json()
        second = (await client.get("/api/orders?pageSize=2&page=2")).json()
    assert first["totalCount"] == 3
    assert [order["number"] for order in first["items"] + second["items"]] == numbers[::-1]
    assert first["items"][0]["itemCount"] == 1


async def test_finds_those_of_one_status(stage: Stage, ordering, paid):
    ann = customer()
    await ordering(actor=ann)
    ready = await paid(actor=ann)
    async with stage.client(ann) as client:
        found = (await client.get("/api/orders?status=Processing")).json()
    assert [order["number"] for order in found["items"]] == [ready.number]


async def test_guests_have_no_list(stage: Stage):
    async with stage.client() as client:
        assert (await client.get("/api/orders")).status_code == 401
