"""What is promised on the wire stays: docs/wire-names.txt holds every name, its fields and its answer."""

from pathlib import Path

import pytest

from souk.kernel import Money, Value
from souk.messages import Event, Query
from souk.testing.wire_register import broken_promises, form, forms, read, written

REGISTER = Path(__file__).parents[2] / "docs/wire-names.txt"

BROKEN = """
Messages under these names may be on their way, and others may rely on them. Keep the old version and add a
new one beside it (….v2). If truly nobody can have it any more, take it out of docs/wire-names.txt by hand.
"""
NEW = "New promises are written down by: python tests/architecture/extend_wire_names.py"


class Line(Value):
    sku: str
    price: Money
    parts: "tuple[Line, ...]" = ()


class Sold(Event, wire="toys.sold.v1"):
    line: Line
    gift: bool = False


class HowMany(Query[int], wire="toys.how_many.v1"):
    sku: str


SOLD = form(Sold)


def test_no_promise_is_broken(registry):
    assert broken_promises(read(REGISTER.read_text()), forms(registry)) == [], BROKEN


def test_every_promise_is_written_down(registry):
    assert read(REGISTER.read_text()) == forms(registry), NEW


def test_the_register_is_read_as_it_was_written(registry):
    assert read(written(forms(registry))) == forms(registry)


def test_a_form_tells_what_is_on_the_wire():
    line = "{sku str, price {minor int, currency str}, parts? list of the same again}"
    assert form(Sold) == {"line": line, "gift?": "bool"}


def test_the_answer_is_part_of_the_promise():
    assert form(HowMany, int) == {"sku": "str", "->": "int"}


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"line": SOLD["line"]},
        {**SOLD, "gift?": "str"},
        {"line": SOLD["line"], "gift": "bool"},
        {"line": SOLD["line"].replace("sku str", "sku int"), "gift?": "bool"},
        {**SOLD, "buyer": "uuid"},
    ],
)
def test_a_changed_message_breaks_its_promise(changed):
    assert broken_promises({Sold.wire: SOLD}, {Sold.wire: changed})


def test_a_message_that_is_gone_breaks_its_promise():
    assert broken_promises({Sold.wire: SOLD}, {"toys.sold.v2": SOLD}) == ["toys.sold.v1: is gone"]


def test_new_messages_and_new_optional_fields_break_none():
    now = {Sold.wire: {**SOLD, "note?": "str"}, "toys.sold.v2": SOLD}
    assert broken_promises({Sold.wire: SOLD}, now) == []
