"""Striking an address from one's book."""

from souk.testing import Stage
from tests.users.address_book import PATH, book, written
from tests.users.people import BOB, registered


async def test_removes_it_once(stage: Stage):
    ann = await registered(stage)
    id = await written(stage, ann)
    async with stage.client(ann) as client:
        assert (await client.delete(f"{PATH}/{id}")).status_code == 204
        assert (await client.delete(f"{PATH}/{id}")).status_code == 404
    assert await book(stage, ann) == []


async def test_does_not_know_somebody_elses_address(stage: Stage):
    ann, bob = await registered(stage), await registered(stage, BOB)
    id = await written(stage, ann)
    async with stage.client(bob) as client:
        assert (await client.delete(f"{PATH}/{id}")).status_code == 404
    assert len(await book(stage, ann)) == 1
