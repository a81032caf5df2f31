"""Query parameters are each given once, in the one form that their type has."""

from typing import Annotated, Any

import pytest
from msgspec import Meta

from souk.http import Amount, Malformed, Parameters
from souk.http.parameters import ParameterReader
from tests.souk.http.things import ThingParameters

READER = ParameterReader(ThingParameters)


class Wanted(Parameters):
    page_size: Annotated[int, Meta(ge=1)]
    least: Amount | None = None


def mistakes(query: bytes, reader: ParameterReader[Any]) -> list[tuple[str, str]]:
    with pytest.raises(Malformed) as raised:
        reader.read(query)
    return [(mistake.pointer, mistake.code) for mistake in raised.value.mistakes]


def test_what_is_left_out_has_its_default():
    read = READER.read(b"")
    assert (read.page, read.page_size, read.sort, read.in_stock, read.q) == (1, 20, "name", None, "")


def test_reads_each_type():
    read = READER.read(b"page=3&inStock=false&sort=-name&q=a%20lamp+%26+more&leastPrice=1.50")
    assert (read.page, read.in_stock, read.sort, read.q) == (3, False, "-name", "a lamp & more")
    assert read.least_price
    assert read.least_price.of("EUR").minor == 150


def test_one_that_is_required_is_missed():
    assert mistakes(b"", ParameterReader(Wanted)) == [("?pageSize", "missing")]


def test_one_that_is_wrong_is_not_missing_too():
    assert mistakes(b"pageSize=x", ParameterReader(Wanted)) == [("?pageSize", "wrong_type")]


def test_a_text_of_digits_stays_a_text():
    assert READER.read(b"q=0123").q == "0123"


def test_says_which_are_required():
    assert ParameterReader(Wanted).required == {"pageSize"}


def test_names_are_not_repeated_when_they_are_not_ours():
    assert mistakes(b"canary=1", READER) == [("", "unknown_parameter")]
