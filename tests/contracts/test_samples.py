"""What was once sent is still read: frozen samples of each version of every message, and of its answer."""

from pathlib import Path

import msgspec
import pytest

from shop.assembly import assemble, configure
from souk.kernel import Value
from souk.messages import Event, Query
from souk.testing.samples import Sample, Wired, file_of, sample_of, unread, wired, write_missing

SAMPLES = Path(__file__).parent / "samples"
EVERY = wired(assemble(configure()))
KNOWN = {each.wire: each for each in EVERY}
FILES = sorted(SAMPLES.glob("*/*.json"))

LOST = """
Messages like this one may be stored or on their way, and others may send them. Keep this version and add a
new one beside it (….v2); an upcaster reads the old one. If nobody can have it any more, delete the file.
"""


class Line(Value):
    sku: str
    quantity: int = 1


class Sold(Event, wire="toys.sold.v1"):
    line: Line
    buyers: list[str]


class Renamed(Event, wire="toys.sold.v1"):
    line: Line
    people: list[str]


class Demanding(Event, wire="toys.sold.v1"):
    line: Line
    buyers: list[str]
    gift: bool


class Richer(Event, wire="toys.sold.v1"):
    line: Line
    buyers: list[str]
    gift: bool = False


class Forgetful(Event, wire="toys.sold.v1"):
    line: Line


class HowMany(Query[dict[str, int]], wire="toys.how_many.v1"):
    sku: str


@pytest.mark.parametrize("each", EVERY, ids=lambda each: each.wire)
def test_every_version_of_every_message_has_a_sample(each: Wired):
    assert file_of(SAMPLES, each.wire).exists(), (
        "write it with: python tests/architecture/extend_wire_names.py"
    )


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_what_was_sent_once_is_still_read(file: Path):
    wire = f"{file.parent.name}.{file.stem}"
    assert wire in KNOWN, f"nobody reads {wire} any more.{LOST}"
    sample = msgspec.json.decode(file.read_bytes(), type=Sample)
    assert unread(KNOWN[wire], sample) == [], LOST


@pytest.mark.parametrize("changed", [Renamed, Demanding, Forgetful])
def test_a_renamed_a_new_and_a_forgotten_field_are_noticed(changed: type[Event]):
    sample = sample_of(Wired(wire=Sold.wire, kind=Sold, answer=None))
    assert unread(Wired(wire=Sold.wire, kind=changed, answer=None), sample)


def test_a_new_field_that_may_be_missing_is_welcome():
    sample = sample_of(Wired(wire=Sold.wire, kind=Sold, answer=None))
    assert unread(Wired(wire=Sold.wire, kind=Richer, answer=None), sample) == []


def test_another_answer_is_noticed():
    sample = sample_of(Wired(wire=HowMany.wire, kind=HowMany, answer=dict[str, int]))
    assert sample.answer
    assert unread(Wired(wire=HowMany.wire, kind=HowMany, answer=dict[str, str]), sample)


def test_a_sample_that_is_there_is_never_touched(tmp_path: Path):
    every = [Wired(wire=Sold.wire, kind=Sold, answer=None)]
    (file,), _ = write_missing(tmp_path, every)
    file.write_text("frozen")
    assert write_missing(tmp_path, every) == ([], [])
    assert file.read_text() == "frozen"
