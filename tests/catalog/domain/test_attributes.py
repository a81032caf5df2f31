"""Attributes, as they are written and read."""

import msgspec
import pytest

from modules.catalog.domain.attributes import (
    Attribute,
    BooleanAttribute,
    ChoiceAttribute,
    NumberAttribute,
    TextAttribute,
)


@pytest.mark.parametrize(
    "attribute",
    [
        TextAttribute(name="care", value="Wipe."),
        NumberAttribute(name="hours", value=45),
        NumberAttribute(name="hours", value=4.5),
        ChoiceAttribute(name="brand", value="Lumara"),
        BooleanAttribute(name="wireless", value=True),
    ],
)
def test_come_back_as_what_they_were(attribute):
    kept = msgspec.json.encode(msgspec.to_builtins(attribute))
    back = msgspec.json.decode(kept, type=Attribute)
    assert back == attribute
    assert type(back.value) is type(attribute.value)


@pytest.mark.parametrize(
    "text",
    [
        '{"kind":"number","name":"hours","value":"45"}',
        '{"kind":"number","name":"hours","value":true}',
        '{"kind":"number","name":"hours","value":1e13}',
        '{"kind":"number","name":"hours","value":1e999}',
        '{"kind":"boolean","name":"wireless","value":1}',
        '{"kind":"choice","name":"brand","value":""}',
        '{"kind":"text","name":"care.of","value":""}',
        '{"kind":"text","name":"care","value":"","unit":"h"}',
        '{"kind":"colour","name":"care","value":""}',
        '{"name":"care","value":""}',
    ],
)
def test_are_of_one_of_four_kinds_and_the_value_fits(text):
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(text, type=Attribute)
