"""Slugs: the readable addresses of categories and products."""

import re
import unicodedata
from typing import Annotated

from souk.kernel import Refusal, form

LONGEST = 200

Slug = Annotated[str, form("[a-z0-9]+(-[a-z0-9]+)*", longest=LONGEST)]

# What Unicode does not take apart into a letter and its mark.
WHOLE_LETTERS = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "\u0131": "i"}
)
APOSTROPHES = re.compile("['\u2019]")
BETWEEN_WORDS = re.compile("[^a-z0-9]+")


class SlugTaken(Refusal):
    """Something else has this slug already."""


class NameMakesNoSlug(Refusal):
    """The name has no letter or digit that an address could be made of."""

    def __init__(self) -> None:
        super().__init__("No slug can be made of this name; give one.")


def slug_from(name: str) -> str:
    """Return the address that the name suggests: `Chef's Knife, 20 cm` is `chefs-knife-20-cm`."""
    plain = APOSTROPHES.sub("", name.casefold()).translate(WHOLE_LETTERS)
    apart = unicodedata.normalize("NFKD", plain)
    unmarked = "".join(character for character in apart if not unicodedata.combining(character))
    slug = BETWEEN_WORDS.sub("-", unmarked).strip("-")[:LONGEST].rstrip("-")
    if not slug:
        raise NameMakesNoSlug
    return slug
