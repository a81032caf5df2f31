"""Finding the kind and the colour of a product in nothing but its slug."""

from zlib import crc32

from shop.demo.departments import DEPARTMENTS, Kind
from shop.demo.spelling import spell

KINDS: dict[str, Kind] = {spell(kind.name): kind for department in DEPARTMENTS for kind in department.kinds}
LONGEST = max(slug.count("-") + 1 for slug in KINDS)


def kind_of(slug: str) -> Kind | None:
    """The kind whose slug ends this one, the longest such; None where the demo shop sells none."""
    words = slug.split("-")
    for length in range(min(LONGEST, len(words)), 0, -1):
        kind = KINDS.get("-".join(words[-length:]))
        if kind is not None:
            return kind
    return None


def leading_colour(slug: str, kind: Kind) -> str:
    """The colour of the first variant and of the picture; both ask here, hence they agree."""
    return kind.colours[crc32(slug.encode()) % len(kind.colours)]
