"""Opening one's address book."""

from souk.testing import Stage
from tests.users.address_book import book, written
from tests.users.people import BOB, registered


async def test_holds_ones_own_addresses_alone_the_default_first(stage: Stage):
    ann, bob = await registered(stage), await registered(stage, BOB)
    first, default = await written(stage, ann), await written(stage, ann, isDefault=True)
    await written(stage, bob)
    assert [each["id"] for each in await book(stage, ann)] == [default, first]
