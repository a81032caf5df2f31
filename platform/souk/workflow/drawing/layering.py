"""Puts the nodes of a graph on layers, so that what usually comes first stands higher."""

from collections.abc import Iterable, Sequence

Link = tuple[str, str]


def downward(links: Sequence[Link]) -> set[Link]:
    """Choose the links that run downward: in the order given, each that closes no circle.

    Give the most frequent first: then only the rarer way of a circle runs upward.
    """
    below: dict[str, set[str]] = {}
    chosen: set[Link] = set()
    for source, target in links:
        if source != target and not _reaches(target, source, below):
            below.setdefault(source, set()).add(target)
            chosen.add((source, target))
    return chosen


def layers(nodes: Iterable[str], links: set[Link]) -> dict[str, int]:
    """Number each node's layer: one below the lowest of those that lead to it."""
    found = dict.fromkeys(nodes, 0)
    for _ in found:
        changed = False
        for source, target in links:
            if found[target] <= found[source]:
                found[target] = found[source] + 1
                changed = True
        if not changed:
            break
    return found


def _reaches(start: str, goal: str, below: dict[str, set[str]]) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        node = waiting.pop()
        if node == goal:
            return True
        new = below.get(node, set()) - seen
        seen |= new
        waiting += new
    return False
