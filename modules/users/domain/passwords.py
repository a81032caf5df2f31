"""What a password must be, and what the rest of the module needs of the art of hashing."""

from collections.abc import Collection, Iterable
from typing import Protocol

from souk.kernel import Refusal

SHORTEST = 8
LONGEST = 128
SHOPS_OWN = frozenset({"souk", "souksouk", "soukshop", "soukadmin", "administrator", "customer"})
SHORTEST_NAME = 3
DECORATION = 4  # characters: `ann-lee-1!` is a name with three of them


class WeakPassword(Refusal):
    """The password is among the first that anybody would try: it is common, or it is a name."""

    status = 422

    def __init__(self) -> None:
        super().__init__("This password is easily guessed. Choose one that is neither common nor a name.")


class WrongPassword(Refusal):
    """The password that was given is not the account's."""

    status = 403

    def __init__(self) -> None:
        super().__init__("This is not the account's password.")


class Passwords(Protocol):
    """Hashes and compares, slowly on purpose."""

    async def hash(self, password: str) -> str:
        """Hash a new password."""
        ...

    async def matches(self, password: str, stored: str | None) -> bool:
        """Compare; with nothing stored the same work is done and the answer is no."""
        ...

    def is_outdated(self, stored: str) -> bool:
        """Tell whether it was hashed with other parameters than today's."""
        ...

    def check(self, password: str, *names: str) -> None:
        """Raise WeakPassword when a guesser would try it early; `names` are the person's own words."""
        ...


def is_weak(password: str, common: Collection[str], names: Iterable[str]) -> bool:
    """Tell whether it is common, the shop's own word, or little more than these names."""
    text = password.casefold()
    left = letters(text)
    if text in common or left in SHOPS_OWN:
        return True
    words = {letters(word) for name in names for word in (name, *name.partition("@")[::2])}
    known = len(left)
    for word in sorted(words, key=len, reverse=True):
        left = left.replace(word, "") if len(word) >= SHORTEST_NAME else left
    found = known - len(left)
    return found > 0 and len(text) - found <= DECORATION


def letters(text: str) -> str:
    """Keep the letters and folded case alone: decoration makes no new word."""
    return "".join(character for character in text.casefold() if character.isalpha())
