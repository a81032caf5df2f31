"""Orders each layer from left to right, so that few links cross."""

from collections.abc import Sequence
from itertools import pairwise

Link = tuple[str, str]
SWEEPS = 16


def ordered(rows: Sequence[Sequence[str]], links: Sequence[Link]) -> list[list[str]]:
    """Sweep down and up, each time ordering a row by where its neighbours stand; keep the best."""
    above: dict[str, list[str]] = {}
    below: dict[str, list[str]] = {}
    for source, target in links:
        above.setdefault(target, []).append(source)
        below.setdefault(source, []).append(target)
    current = [list(row) for row in rows]
    best, fewest = current, _crossings(current, below)
    for sweep in range(SWEEPS):
        current = _swept(current, above) if sweep % 2 == 0 else _swept(current[::-1], below)[::-1]
        crossings = _crossings(current, below)
        if crossings < fewest:
            best, fewest = current, crossings
    return best


def _swept(rows: list[list[str]], neighbours: dict[str, list[str]]) -> list[list[str]]:
    done = [rows[0]]
    for row in rows[1:]:
        place = {name: index for index, name in enumerate(done[-1])}
        here = {name: index for index, name in enumerate(row)}

        def middle(name: str, place: dict[str, int] = place, here: dict[str, int] = here) -> float:
            known = [place[other] for other in neighbours.get(name, []) if other in place]
            return sum(known) / len(known) if known else here[name]

        done.append(sorted(row, key=middle))
    return done


def _crossings(rows: list[list[str]], below: dict[str, list[str]]) -> int:
    return sum(_between(upper, lower, below) for upper, lower in pairwise(rows))


def _between(upper: list[str], lower: list[str], below: dict[str, list[str]]) -> int:
    place = {name: index for index, name in enumerate(lower)}
    ends = [
        place[target]
        for source in upper
        for target in sorted(below.get(source, []), key=lambda name: place.get(name, 0))
        if target in place
    ]
    return sum(1 for index, end in enumerate(ends) for other in ends[:index] if other > end)
