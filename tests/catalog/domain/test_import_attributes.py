"""What an import says that a product is like, beside what is known of it."""

import pytest

from modules.catalog.domain.attributes import (
    AttributeGivenTwice,
    BooleanAttribute,
    ChoiceAttribute,
    NumberAttribute,
    TextAttribute,
)
from modules.catalog.domain.card_index import value_text
from modules.catalog.domain.import_attributes import told

BRAND = ChoiceAttribute(name="brand", value="Lumara")
HOURS = NumberAttribute(name="hours", value=45)
WEIGHT = NumberAttribute(name="weight", value=1.23456789)
WIRELESS = BooleanAttribute(name="wireless", value=True)
CARE = TextAttribute(name="care", value="Wipe it.")
KNOWN = [BRAND, HOURS, WEIGHT, WIRELESS, CARE]


def cell(name: str, value: str) -> ChoiceAttribute:
    return ChoiceAttribute(name=name, value=value)


def test_what_was_exported_and_is_imported_again_is_what_it_was():
    assert told(KNOWN, [cell(each.name, value_text(each)) for each in KNOWN]) == KNOWN


@pytest.mark.parametrize(
    ("text", "known", "read"),
    [
        ("Norvik", BRAND, ChoiceAttribute(name="brand", value="Norvik")),
        ("46", HOURS, NumberAttribute(name="hours", value=46)),
        ("46.5", HOURS, NumberAttribute(name="hours", value=46.5)),
        ("long", HOURS, ChoiceAttribute(name="hours", value="long")),
        ("nan", HOURS, ChoiceAttribute(name="hours", value="nan")),
        ("false", WIRELESS, BooleanAttribute(name="wireless", value=False)),
        ("maybe", WIRELESS, ChoiceAttribute(name="wireless", value="maybe")),
        ("Wash it.", CARE, TextAttribute(name="care", value="Wash it.")),
    ],
)
def test_a_cell_is_read_as_what_it_was_if_it_can_be(text, known, read):
    assert told([known], [cell(known.name, text)]) == [read]


def test_what_is_not_said_stays_and_what_is_new_comes_behind():
    assert told([BRAND, HOURS], [cell("colour", "teal")]) == [BRAND, HOURS, cell("colour", "teal")]


def test_one_that_is_said_twice_is_refused():
    with pytest.raises(AttributeGivenTwice):
        told([], [BRAND, BRAND])
