"""The copies in docs/ say what the code says."""

from pathlib import Path

from shop.api import api_files
from shop.assembly import assemble, configure
from souk.openapi import differences, write

DOCS = Path(__file__).parents[3] / "docs"


def test_the_committed_copies_are_up_to_date():
    found = differences(api_files(assemble(configure()), DOCS))
    assert not found, "\n".join(["run `souk openapi --write`:", *found])


def test_shows_what_differs(tmp_path: Path):
    (tmp_path / "a").write_text("one\ntwo\n")
    found = differences({tmp_path / "a": "one\nthree\n"})
    assert "-two" in found
    assert "+three" in found


def test_a_copy_that_is_not_there_differs(tmp_path: Path):
    assert differences({tmp_path / "a": "one\n"})


def test_what_was_written_does_not_differ(tmp_path: Path):
    files = {tmp_path / "a": "one\n", tmp_path / "b": "Zoë\n"}
    write(files)
    assert differences(files) == []


def test_a_long_difference_is_cut(tmp_path: Path):
    assert len(differences({tmp_path / "a": "line\n" * 500})) == 41
