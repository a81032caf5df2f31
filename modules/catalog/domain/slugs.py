"""Slugs: the readable addresses of categories and products."""

import re
from typing import Annotated

from modules.catalog.domain.plain_text import plain
from souk.kernel import Refusal, form

LONGEST = 200

Slug = Annotated[str, form("[a-z0-9]+(-[a-z0-9]+)*", longest=LONGEST)]

BETWEEN_WORDS = re.compile("[^a-z0-9]+")


class SlugTaken(Refusal):
    """Something else has this slug already."""


class NameMakesNoSlug(Refusal):
    """The name has no letter or digit that an address could be made of."""

    def __init__(self) -> None:
        super().__init__("No slug can be made of this name; give one.")


def slug_from(name: str) -> str:
    """Return the address that the name suggests: `Chef's Knife, 20 cm` is `chefs-knife-20-cm`."""
    slug = BETWEEN_WORDS.sub("-", plain(name)).strip("-")[:LONGEST].rstrip("-")
    if not slug:
        raise NameMakesNoSlug
    return slug
