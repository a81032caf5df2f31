"""Files are read bit by bit; a product's variants always stay together."""

import gzip
import json

import pytest

from modules.catalog.domain.import_rows import NumberedRow
from modules.catalog.domain.import_split import FURTHER, UnreadableFile, parts_of
from modules.catalog.domain.product_import import MOST_ROWS, ROWS_OF_A_PART, FileKind


def parts(kind: FileKind, text: str | bytes) -> list[list[NumberedRow]]:
    return list(parts_of(kind, gzip.compress(text if isinstance(text, bytes) else text.encode())))


def csv(*lines: str) -> list[NumberedRow]:
    (part,) = parts(FileKind.CSV, "\n".join(lines))
    return part


def test_a_row_knows_its_line_also_behind_a_cell_of_several_lines():
    rows = csv("slug,name", 'aura,"two', 'lines"', "bora,one")
    assert [(row.line, row.cells["name"]) for row in rows] == [(3, "two\nlines"), (4, "one")]


def test_a_short_row_has_empty_cells_and_a_long_one_too_many():
    short, long = csv("slug,name", "aura", "bora,Bora,more,and more")
    assert short.cells == {"slug": "aura", "name": ""}
    assert long.cells[FURTHER] == ["more", "and more"]


def test_a_mark_at_the_beginning_of_the_file_is_no_letter():
    (row,) = csv("\ufeffslug", "aura")
    assert row.cells == {"slug": "aura"}


def test_lines_of_json_say_the_same_as_the_columns():
    lines = [{"slug": "aura", "options": {"colour": "red"}, "attributes": {"brand": "Lumara"}}, {"slug": "b"}]
    ((one, two),) = parts(FileKind.NDJSON, "\n\n".join(json.dumps(line) for line in lines))
    assert one.cells == {"slug": "aura", "option.colour": "red", "attribute.brand": "Lumara"}
    assert (one.line, two.line) == (1, 3)


def test_options_that_are_no_object_say_nothing():
    ((row,),) = parts(FileKind.NDJSON, json.dumps({"slug": "aura", "options": "red"}))
    assert row.cells == {"slug": "aura"}


def test_a_part_ends_where_the_next_product_begins():
    slugs = ["a"] * (ROWS_OF_A_PART + 3) + ["b"] * 2
    first, second = parts(FileKind.CSV, "\n".join(["slug", *slugs]))
    assert (len(first), len(second)) == (ROWS_OF_A_PART + 3, 2)
    assert {row.cells["slug"] for row in second} == {"b"}


def test_a_letter_that_is_cut_in_two_by_the_unpacking_is_one_letter():
    name = "ä" * 30_000
    ((row,),) = parts(FileKind.CSV, f"slug,name\naura,{name}\n")
    assert row.cells["name"] == name


def test_an_empty_file_has_no_parts():
    assert parts(FileKind.CSV, "") == parts(FileKind.NDJSON, "") == parts(FileKind.CSV, "slug,name\n") == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (FileKind.CSV, 'slug\naura\n"bora'),
        (FileKind.CSV, b"slug\naura\n\xff\n"),
        (FileKind.NDJSON, '{"slug": "aura"}\n{"slug": '),
        (FileKind.NDJSON, '{"slug": "aura"}\n[1]'),
    ],
)
def test_says_which_row_cannot_be_read(kind, text):
    with pytest.raises(UnreadableFile, match=r"Row [12] cannot be read"):
        parts(kind, text)


def test_what_is_not_packed_cannot_be_read():
    with pytest.raises(UnreadableFile):
        list(parts_of(FileKind.CSV, b"slug\naura"))


@pytest.mark.slow
def test_a_hundred_thousand_rows_are_enough():
    rows = '{"slug":"a"}\n' * MOST_ROWS
    (part,) = parts(FileKind.NDJSON, rows)
    assert len(part) == MOST_ROWS == 100_000
    with pytest.raises(UnreadableFile, match="100000 rows at most"):
        parts(FileKind.NDJSON, rows + "{}")
