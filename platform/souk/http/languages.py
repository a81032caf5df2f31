"""Which languages a client reads, the dearest first."""

import re

RANGE = re.compile(
    r"\s*([A-Za-z]{2,3})(?:-[A-Za-z0-9]{1,8})*\s*(?:;\s*q=([01](?:\.[0-9]{0,3})?)\s*)?", re.ASCII
)
MOST = 10


def languages_in(accept_language: str | None) -> list[str]:
    """Return the two- or three-letter codes of the header, without regions and without what is refused."""
    found: dict[str, float] = {}
    for part in (accept_language or "").split(",")[:MOST]:
        match = RANGE.fullmatch(part)
        if match and float(match[2] or 1) > 0:
            found.setdefault(match[1].lower(), float(match[2] or 1))
    return sorted(found, key=lambda language: -found[language])
