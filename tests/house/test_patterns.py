"""Every regular expression of ours takes linear time, whatever it is given."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from re import _constants as of  # type: ignore[attr-defined] # the parser that `re` itself uses
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import modules
import shop
import souk

ENDLESS = 1_000
"""From so many repetitions on, one inside another is tried in too many ways."""


def patterns() -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Yield every pattern that stands in a module, by its place."""
    for package in (souk, shop, modules):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.endswith("__main__"):
                module = importlib.import_module(found.name)
                for name, value in vars(module).items():
                    if isinstance(value, re.Pattern):
                        yield f"{found.name}.{name}", value


def backtracks(parsed: Any, inside_of_one: bool = False) -> bool:
    """Tell whether a repetition that gives back stands in another one: (a+)+."""
    for kind, value in parsed:
        if kind in (of.MAX_REPEAT, of.MIN_REPEAT):
            _, most, inner = value
            endless = most >= ENDLESS
            if (endless and inside_of_one and not _begins_apart(parsed)) or backtracks(
                inner, inside_of_one or endless
            ):
                return True
        elif any(backtracks(inner, inside_of_one) for inner in _inner(kind, value)):
            return True
    return False


def _begins_apart(parsed: Any) -> bool:
    """A round that begins with a sign of its own, as `,x*` does, can be entered in one way only."""
    kind, _ = parsed[0]
    return kind in (of.LITERAL, of.IN, of.NOT_LITERAL)


def _inner(kind: Any, value: Any) -> list[Any]:
    if kind is of.SUBPATTERN:
        return [value[3]]
    if kind is of.BRANCH:
        return list(value[1])
    return []


def test_security_34_no_repetition_inside_another_is_tried_twice():
    assert [name for name, pattern in patterns() if backtracks(parser.parse(pattern.pattern))] == []


def test_there_are_patterns_and_a_bad_one_is_found():
    assert len(list(patterns())) > 20
    assert backtracks(parser.parse("^(a+)+$"))
    assert backtracks(parser.parse("^(?:a|(?:b*)*)$"))
    assert not backtracks(parser.parse("^a+(?:-a+)*$"))
    assert not backtracks(parser.parse("(?:a++)*+"))
