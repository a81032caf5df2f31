"""Which kind of product comes at which number."""

from collections.abc import Iterator
from typing import NamedTuple

from shop.demo.departments import DEPARTMENTS, Department, Kind
from shop.demo.dice import Dice


class Place(NamedTuple):
    """What product number n is, and how many of its kind came before it."""

    department: Department
    kind: Kind
    rank: int


class Assortment:
    """An endless order of kinds, each as often as its share; the first kind of the first department leads.

    The place of a number follows from the number alone, so that a small shop is the beginning of a big one.
    """

    def __init__(self, seed: int) -> None:
        self._round = list(_one_round(seed))

    def place(self, number: int) -> Place:
        rounds, position = divmod(number - 1, len(self._round))
        department, kind, rank = self._round[position]
        return Place(department, kind, rounds * kind.share + rank)


def _one_round(seed: int) -> Iterator[Place]:
    shares = [(each, kind) for each in DEPARTMENTS for kind in each.kinds for _ in range(kind.share)]
    first, *others = shares
    seen: dict[str, int] = {}
    for department, kind in [first, *Dice(seed, "assortment").shuffled(others)]:
        rank = seen.get(kind.code, 0)
        seen[kind.code] = rank + 1
        yield Place(department, kind, rank)
