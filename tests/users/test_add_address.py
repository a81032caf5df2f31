"""Writing an address into one's book."""

import asyncio

import pytest

from souk.testing import Stage, customer
from tests.users.address_book import HOME, PATH, book, written
from tests.users.people import registered


async def test_it_stands_in_the_book_from_then_on(stage: Stage):
    ann = await registered(stage)
    id = await written(stage, ann, phone="+1 555 0100")
    assert await book(stage, ann) == [
        HOME | {"id": id, "phone": "+1 555 0100", "company": None, "isDefault": False}
    ]


async def test_there_is_one_default_at_most_even_when_two_are_added_at_once(stage: Stage):
    ann = await registered(stage)
    await asyncio.gather(*(written(stage, ann, isDefault=True) for _ in range(4)))
    assert sum(each["isDefault"] for each in await book(stage, ann)) == 1


async def test_the_book_has_room_for_twenty_however_many_come_at_once(stage: Stage):
    ann = await registered(stage)
    async with stage.client(ann) as client:
        answers = await asyncio.gather(*(client.post(PATH, json=HOME) for _ in range(22)))
    assert sorted(answer.status_code for answer in answers) == [201] * 20 + [409] * 2
    assert len(await book(stage, ann)) == 20


@pytest.mark.parametrize(
    "change", [{"country": "us"}, {"country": "USA"}, {"street": " "}, {"city": "x" * 201}, {"ownerId": "1"}]
)
async def test_refuses_what_is_no_address(stage: Stage, change: dict[str, str]):
    ann = await registered(stage)
    async with stage.client(ann) as client:
        assert (await client.post(PATH, json=HOME | change)).status_code == 400


async def test_knows_nobody_whose_account_is_gone(stage: Stage):
    async with stage.client(customer()) as client:
        assert (await client.post(PATH, json=HOME)).status_code == 404
