"""Correcting an address."""

from souk.testing import Stage
from tests.users.address_book import HOME, PATH, book, written
from tests.users.people import BOB, registered


async def test_replaces_every_field(stage: Stage):
    ann = await registered(stage)
    id = await written(stage, ann, phone="+1 555 0100")
    async with stage.client(ann) as client:
        answer = await client.put(f"{PATH}/{id}", json=HOME | {"city": "Shelbyville"})
    (changed,) = await book(stage, ann)
    assert answer.status_code == 204
    assert (changed["city"], changed["phone"]) == ("Shelbyville", None)


async def test_makes_it_the_only_default(stage: Stage):
    ann = await registered(stage)
    await written(stage, ann, isDefault=True)
    id = await written(stage, ann)
    async with stage.client(ann) as client:
        await client.put(f"{PATH}/{id}", json=HOME | {"isDefault": True})
    assert [each["id"] for each in await book(stage, ann) if each["isDefault"]] == [id]


async def test_does_not_know_somebody_elses_address(stage: Stage):
    ann, bob = await registered(stage), await registered(stage, BOB)
    id = await written(stage, ann)
    async with stage.client(bob) as client:
        assert (await client.put(f"{PATH}/{id}", json=HOME | {"city": "Nowhere"})).status_code == 404
    assert (await book(stage, ann))[0]["city"] == "Springfield"
