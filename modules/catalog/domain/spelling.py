"""Spelling: which words somebody may have meant who wrote one that we do not know."""

from collections.abc import Iterable

SHORTEST = 3
MOST = 3
LONG = range(6, 21)


def shortened(word: str) -> list[str]:
    """Return the word and all that is left of it without one letter, or two of a long one.

    Two words that differ by a letter too many, too few, wrong, or swapped with its neighbour share one of
    these: so an index of them finds all such words at once.
    """
    once = _without_one(word)
    twice = {less for each in once for less in _without_one(each)} if len(word) in LONG else set[str]()
    return sorted({word, *once, *twice})


def _without_one(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


def distance(one: str, other: str) -> int:
    """How many letters must be added, dropped, replaced or swapped to get from one to the other."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, theirs in enumerate(other, 1):
            cost = min(above[column] + 1, line[-1] + 1, above[column - 1] + (letter != theirs))
            swapped = row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == theirs
            line.append(min(cost, before[column - 2] + 1) if swapped else cost)
        before, above = above, line
    return above[-1]


def meant(word: str, known: Iterable[str]) -> list[str]:
    """Return the nearest of the known words, if they are near enough for a slip of the hand."""
    most = 2 if len(word) in LONG else 1  # two slips in a short word make another word
    near = sorted((distance(word, other), other) for other in known)
    if not near or near[0][0] > most:
        return []
    return [other for away, other in near if away == near[0][0]][:MOST]
