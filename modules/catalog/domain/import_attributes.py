"""What the cells of an import say that a product is like, beside what is known of it."""

import re
from collections.abc import Iterable

import msgspec

from modules.catalog.domain.attributes import (
    Attribute,
    BooleanAttribute,
    ChoiceAttribute,
    NumberAttribute,
    TextAttribute,
    each_once,
)
from modules.catalog.domain.card_index import value_text

NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?", re.ASCII)
KINDS = {BooleanAttribute: re.compile("true|false"), NumberAttribute: NUMBER, TextAttribute: re.compile(".*")}


def told(known: Iterable[Attribute], said: Iterable[Attribute]) -> list[Attribute]:
    """Put both together: what is said holds, and what is not said stays.

    A cell has no kind: a number or a text that is exported and imported again remains one.
    """
    merged = {each.name: each for each in known}
    for each in each_once(said):
        merged[each.name] = _as_it_was(merged.get(each.name, each), each)
    return list(merged.values())


def _as_it_was(known: Attribute, said: Attribute) -> Attribute:
    text = value_text(said)
    if value_text(known) == text:
        return known
    if isinstance(known, ChoiceAttribute) or not KINDS[type(known)].fullmatch(text):
        return said
    return msgspec.convert({"name": said.name, "value": text}, type(known), strict=False)
