"""The demo shop's customers are the same for everybody and reachable by nobody."""

from hashlib import sha256

import msgspec

from shop.demo.people import demo_people

FIRST_FIFTY = "dfdb49b5be43b8e8a1bde9b8fed353866a0c5b75e43e24aeff8b8c87ca0763ac"


def test_the_first_fifty_people_are_the_same_on_every_python() -> None:
    assert sha256(msgspec.json.encode(list(demo_people(50)))).hexdigest() == FIRST_FIFTY


def test_a_small_crowd_is_the_beginning_of_a_big_one() -> None:
    assert list(demo_people(20)) == list(demo_people(200))[:20]


def test_every_person_has_an_address_of_their_own_that_reaches_nobody() -> None:
    emails = [person.email for person in demo_people(3000)]
    assert len(set(emails)) == len(emails)
    assert all(email.isascii() and email.endswith(("@example.com", "@example.org")) for email in emails)


def test_every_person_lives_somewhere() -> None:
    for person in demo_people(500):
        assert person.street
        assert person.city
        assert person.zip_code
        assert len(person.country) == 2
