"""Customers who exist nowhere but in the demo shop."""

from collections.abc import Iterator

from msgspec import Struct

from shop.demo.dice import Dice
from shop.demo.people_vocabulary import COUNTRIES
from shop.demo.spelling import spell

# Both are reserved for examples by RFC 2606: mail to these people reaches nobody.
DOMAINS = ("example.com", "example.org")
POPULATION = tuple(country for country in COUNTRIES for _ in range(country.share))


class DemoPerson(Struct, frozen=True, kw_only=True):
    """A customer with an address; `number` counts from 1 and makes the e-mail address unique."""

    number: int
    first_name: str
    last_name: str
    email: str
    street: str
    city: str
    zip_code: str
    country: str


def demo_people(count: int, seed: int = 2026) -> Iterator[DemoPerson]:
    """That many customers, made while they are read; fewer of the same seed are the beginning of more."""
    return (_make_person(number, seed) for number in range(1, count + 1))


def _make_person(number: int, seed: int) -> DemoPerson:
    dice = Dice(seed, "person", number)
    country = dice.pick(POPULATION)
    first, last = dice.pick(country.first_names), dice.pick(country.last_names)
    zip_code, city = dice.pick(country.towns)
    return DemoPerson(
        number=number,
        first_name=first,
        last_name=last,
        email=f"{spell(first)}.{spell(last)}.{number}@{dice.pick(DOMAINS)}",
        street=country.street.format(name=dice.pick(country.streets), house=dice.mostly_low(1, 140)),
        city=city,
        zip_code=zip_code,
        country=country.code,
    )
