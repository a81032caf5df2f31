"""How a name is spelt in an address or a code."""

import re
from functools import cache

# Only the letters that our own vocabulary uses: Unicode tables differ between Pythons, this one does not.
PLAIN = str.maketrans("äöüéèêëîïíáóúçñ", "aoueeeeiiiaoucn") | {ord("ß"): "ss"}
BETWEEN = re.compile(r"[^a-z0-9]+")


def spell(name: str) -> str:
    """The name in lower case with hyphens for all that is neither a letter nor a digit: `chefs-knife`."""
    plain = name.lower().replace("'", "")
    if not plain.isascii():  # few names need it, and it costs as much as the rest
        plain = plain.translate(PLAIN)
    return BETWEEN.sub("-", plain).strip("-")


@cache
def abbreviate(value: str) -> str:
    """The letters and digits of an option's value, as they stand in an SKU: `128GB`."""
    return spell(value).replace("-", "").upper()
