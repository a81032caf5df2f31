"""One row of an import: read, or refused with every reason."""

from collections.abc import Mapping

import pytest

from modules.catalog.domain.attributes import ChoiceAttribute
from modules.catalog.domain.import_rows import (
    ImportRow,
    NumberedRow,
    RowProblem,
    escaped,
    product_of,
    read_row,
    unescaped,
)
from modules.catalog.domain.media import Picture
from tests.catalog.domain.made import euros

AURA = {
    "slug": "aura",
    "name": "Aura",
    "category": "audio",
    "sku": "AURA-B",
    "price": "599.99",
    "currency": "EUR",
}


def read(**cells: object) -> ImportRow:
    row = read_row(NumberedRow(line=2, cells=AURA | cells))
    assert isinstance(row, ImportRow)
    return row


def problems(cells: Mapping[str, object]) -> list[tuple[str, str]]:
    found = read_row(NumberedRow(line=7, cells=dict(cells)))
    assert isinstance(found, list)
    assert {problem.line for problem in found} == {7}
    return [(problem.column, problem.reason) for problem in found]


def test_a_row_needs_six_cells():
    row = read()
    assert (row.slug, row.variant.price, row.variant.sku) == ("aura", euros(59999), "AURA-B")
    assert (row.variant.on_hand, row.variant.low_threshold, row.variant.options) == (0, 0, {})


def test_numbers_may_come_as_text_or_as_numbers():
    for cells in ({"onHand": "12", "weightGrams": "264"}, {"onHand": 12, "weightGrams": 264}):
        variant = read(**cells, lowStockThreshold=" 3 ").variant
        assert (variant.on_hand, variant.low_threshold, variant.weight_grams) == (12, 3, 264)


def test_options_and_attributes_have_columns_of_their_own_or_share_one():
    row = read(**{"option.colour": "black", "options": "size=L; fit = wide;", "attribute.brand": "Lumara"})
    assert row.options == {"colour": "black", "size": "L", "fit": "wide"}
    assert row.attributes == {"brand": "Lumara"}


def test_an_empty_cell_says_nothing():
    row = read(onHand=" ", imageUrl="", **{"option.colour": ""})
    assert (row.on_hand, row.image_url, row.options) == (0, None, {})


def test_every_column_that_is_wrong_is_named():
    cells = AURA | {"sku": "no space", "onHand": "many", "name": " ", "colour": "red"}
    assert [column for column, _ in problems(cells)] == ["colour", "name", "sku", "onHand"]
    assert ("name", "missing") in problems(cells)
    assert ("colour", "unknown column") in problems(cells)


@pytest.mark.parametrize("price", ["5.999", "1e3", "NaN", "1,50", "free"])
def test_a_price_is_plain_digits_of_its_currency(price):
    ((column, reason),) = problems(AURA | {"price": price})
    assert (column, "plain digits" in reason) == ("price", True)


def test_an_option_that_is_too_long_is_refused_without_a_column():
    ((column, _),) = problems(AURA | {"option.colour": "x" * 61})
    assert column == ""


def test_a_heading_without_end_is_cut():
    assert problems(AURA | {"x" * 500: "1"}) == [("x" * 100, "unknown column")]


def test_rows_of_one_slug_are_variants_of_one_product():
    rows = [
        read(**{"option.colour": "black", "imageUrl": "/a.svg", "attribute.brand": "Lumara"}),
        read(sku="AURA-R", name="Ignored", **{"option.colour": "red"}),
    ]
    product = product_of(rows)
    assert (product.name, product.slug, product.category) == ("Aura", "aura", "audio")
    assert [variant.sku for variant in product.variants] == ["AURA-B", "AURA-R"]
    assert product.attributes == (ChoiceAttribute(name="brand", value="Lumara"),)
    assert product.media == (Picture(address="/a.svg", alt="Aura"),)
    assert product_of([read()]).media == ()


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_no_spreadsheet_runs_what_a_cell_says(cell):
    assert escaped(cell) == f"'{cell}"
    assert unescaped(escaped(cell)) == cell


@pytest.mark.parametrize("cell", ["Aura", "'quoted'", "", "'", "1-1"])
def test_an_ordinary_cell_is_left_alone(cell):
    assert escaped(cell) == unescaped(cell) == cell


def test_an_escaped_cell_is_read_as_what_it_was():
    assert read(name="'-5 °C Bottle").name == "-5 °C Bottle"


def test_problems_are_equal_by_what_they_say():
    one = RowProblem(line=2, column="sku", reason="missing")
    without = {name: cell for name, cell in AURA.items() if name != "sku"}
    assert read_row(NumberedRow(line=2, cells=without)) == [one]
