"""Names that are unique by construction, without remembering those already given."""

from functools import cache
from math import gcd
from typing import NamedTuple

from shop.demo.assortment import Place
from shop.demo.dice import Dice


class Name(NamedTuple):
    """A product's name and what it is put together from."""

    full: str
    brand: str
    line: str


def name_product(place: Place, material: str, seed: int) -> Name:
    """Unique per kind and rank: ranks visit every pair of brand and line once before an edition is added."""
    department, kind, rank = place
    lines = kind.lines or department.lines
    pairs = len(department.brands) * len(lines)
    edition, visit = divmod(rank, pairs)
    stride, start = _itinerary(kind.code, pairs, seed)
    line_index, brand_index = divmod((start + visit * stride) % pairs, len(department.brands))
    brand, line = department.brands[brand_index], lines[line_index]
    words = department.naming.format(
        brand=brand,
        line=line,
        edition=_edition(place, edition, seed),
        material=material.title() if kind.names_material else "",
        kind=kind.name,
    )
    return Name(" ".join(words.split()), brand, line)


@cache
def _itinerary(code: str, pairs: int, seed: int) -> tuple[int, int]:
    """A stride that has no divisor in common with the pairs, hence reaches them all; and where to start."""
    dice = Dice(seed, "names", code)
    stride = dice.number(pairs // 3, pairs // 2)
    while gcd(stride, pairs) != 1:
        stride += 1
    return stride, dice.number(0, pairs - 1)


def _edition(place: Place, edition: int, seed: int) -> str:
    """The words for the n-th edition of a line; each has generations of its own, so no two read alike."""
    department = place.department
    round_, index = divmod(edition, len(department.editions))
    if department.generations == 1:
        return department.editions[index] if round_ == 0 else f"No. {edition + 1}"
    drawn = Dice(seed, "generation", place.kind.code, place.rank).number(1, department.generations)
    generation = round_ * department.generations + drawn
    return f"{generation if generation > 1 else ''} {department.editions[index]}"
