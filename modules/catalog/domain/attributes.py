"""Attributes: what a product is like, each of one of four kinds, so that it can be filtered by."""

from collections.abc import Iterable
from typing import Annotated

from msgspec import Meta

from souk.kernel import Refusal, Value, form

MOST = 50
LARGEST = 10**12

AttributeName = Annotated[str, form("[A-Za-z][A-Za-z0-9_]{0,59}")]
Whole = Annotated[int, Meta(ge=-LARGEST, le=LARGEST)]
Fraction = Annotated[float, Meta(ge=-LARGEST, le=LARGEST)]


class TextAttribute(Value, tag_field="kind", tag="text", forbid_unknown_fields=True):
    """Free text, to be read."""

    name: AttributeName
    value: Annotated[str, Meta(max_length=1000)]


class NumberAttribute(Value, tag_field="kind", tag="number", forbid_unknown_fields=True):
    """A measure, to be compared."""

    name: AttributeName
    value: Whole | Fraction


class ChoiceAttribute(Value, tag_field="kind", tag="choice", forbid_unknown_fields=True):
    """One of a few values, to be picked from."""

    name: AttributeName
    value: Annotated[str, Meta(min_length=1, max_length=100)]


class BooleanAttribute(Value, tag_field="kind", tag="boolean", forbid_unknown_fields=True):
    """It has it or it has not."""

    name: AttributeName
    value: bool


Attribute = TextAttribute | NumberAttribute | ChoiceAttribute | BooleanAttribute
Attributes = Annotated[tuple[Attribute, ...], Meta(max_length=MOST)]


class AttributeGivenTwice(Refusal):
    """A product has each of its attributes once."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The attribute {name} is given twice.", attribute=name)


def each_once(attributes: Iterable[Attribute]) -> list[Attribute]:
    """Return them in their order, or refuse the first name that comes twice."""
    kept, names = list(attributes), set[str]()
    for attribute in kept:
        if attribute.name in names:
            raise AttributeGivenTwice(attribute.name)
        names.add(attribute.name)
    return kept
