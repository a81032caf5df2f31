"""Telling other modules who people are."""

import pytest

from modules.users.contracts.queries import FindPeople, PersonCard
from modules.users.erase_me.handler import EraseMe
from souk.kernel import NotFound, new_id
from souk.testing import Stage
from tests.users.people import BOB, EMAIL, registered


async def test_shows_a_persons_card(stage: Stage):
    ann = await registered(stage)
    assert ann.id is not None
    card = await stage.ask(PersonCard(person_id=ann.id))
    assert (card.email, card.first_name, card.language, card.email_verified) == (EMAIL, "Ann", "en", False)


async def test_knows_nobody_who_never_was(stage: Stage):
    with pytest.raises(NotFound):
        await stage.ask(PersonCard(person_id=new_id()))


async def test_finds_people_by_id_and_leaves_out_who_is_unknown_or_erased(stage: Stage):
    ann, bob = await registered(stage), await registered(stage, BOB)
    await stage.do(EraseMe(), bob)
    assert ann.id is not None
    assert bob.id is not None
    found = await stage.ask(FindPeople(person_ids=(ann.id, bob.id, new_id())))
    assert [person.id for person in found] == [ann.id]


async def test_finds_somebody_by_an_address_only_once_it_is_verified(stage: Stage):
    ann = await registered(stage)
    assert await stage.ask(FindPeople(email=EMAIL)) == []
    await stage.owner("UPDATE users.account SET email_verified_at = now()")
    assert [person.id for person in await stage.ask(FindPeople(email=EMAIL.upper()))] == [ann.id]
