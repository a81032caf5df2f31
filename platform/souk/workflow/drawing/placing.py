"""Gives each item of a layer its place from left to right: as near to its neighbours as the others allow."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

Link = tuple[str, str]
ROUNDS = 80
GAP = 24.0


class Extent(NamedTuple):
    """How far an item reaches to the left and to the right of its middle."""

    left: float
    right: float


def placed(
    rows: Sequence[Sequence[str]], pulls: Mapping[Link, float], extents: Mapping[str, Extent]
) -> dict[str, float]:
    """Return the middle of each item. Rows pull at each other, down and up in turn, until they rest."""
    neighbours: dict[str, list[tuple[str, float]]] = {name: [] for row in rows for name in row}
    for (source, target), pull in pulls.items():
        neighbours[source].append((target, pull))
        neighbours[target].append((source, pull))
    weights = {name: sum(pull for _, pull in others) or 1.0 for name, others in neighbours.items()}
    middles: dict[str, float] = {}
    for row in rows:
        middles |= _spread(row, [0.0] * len(row), weights, extents)
    for turn in range(ROUNDS):
        for row in rows if turn % 2 == 0 else rows[::-1]:
            wished = [
                sum(middles[other] * pull for other, pull in neighbours[name]) / weights[name]
                if neighbours[name]
                else middles[name]
                for name in row
            ]
            middles |= _spread(row, wished, weights, extents)
    leftmost = min(middles[name] - extents[name].left for name in middles)
    return {name: middle - leftmost for name, middle in middles.items()}


def _spread(
    row: Sequence[str], wished: Sequence[float], weights: Mapping[str, float], extents: Mapping[str, Extent]
) -> dict[str, float]:
    """Come as near to the wishes as the distances allow: least squares, by pooling neighbours in conflict."""
    offsets = [0.0]
    for before, after in pairwise(row):
        offsets.append(offsets[-1] + extents[before].right + GAP + extents[after].left)
    pools: list[tuple[float, float, int]] = []
    for name, wish, offset in zip(row, wished, offsets, strict=True):
        pool = (wish - offset, weights[name], 1)
        while pools and pools[-1][0] > pool[0]:
            pool = _joined(pools.pop(), pool)
        pools.append(pool)
    levels = [level for level, _, size in pools for _ in range(size)]
    return {name: level + offset for name, level, offset in zip(row, levels, offsets, strict=True)}


def _joined(left: tuple[float, float, int], right: tuple[float, float, int]) -> tuple[float, float, int]:
    weight = left[1] + right[1]
    return (left[0] * left[1] + right[0] * right[1]) / weight, weight, left[2] + right[2]
