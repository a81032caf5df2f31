"""Naming every mistake in a body, and its place."""

from typing import Annotated

import pytest
from msgspec import Meta

from souk.http import Amount, Body, Malformed
from souk.http.bodies import BodyReader


class Part(Body, tag_field="kind", tag="part"):
    weight: float
    name: Annotated[str, Meta(max_length=3)]


class Price(Body, tag_field="kind", tag="price"):
    price: Amount


class Line(Body):
    quantity: Annotated[int, Meta(ge=1)]


class Order(Body):
    lines: Annotated[tuple[Line, ...], Meta(min_length=1, max_length=2)] = ()
    things: list[Part | Price] = []  # noqa: RUF012 - a struct copies it
    price: Amount | None = None


def mistakes(body: bytes) -> list[tuple[str, str]]:
    with pytest.raises(Malformed) as malformed:
        BodyReader(Order).read(body)
    return [(mistake.pointer, mistake.code) for mistake in malformed.value.mistakes]


def test_looks_into_every_item_of_a_list_with_limits():
    body = b'{"lines": [{"quantity": 0}, {"quantity": "1"}]}'
    assert mistakes(body) == [("/lines/0/quantity", "out_of_range"), ("/lines/1/quantity", "wrong_type")]


@pytest.mark.parametrize("lines", [b"[]", b'[{"quantity":1},{"quantity":1},{"quantity":1}]'])
def test_minds_the_length_of_a_list_too(lines):
    assert mistakes(b'{"lines": %s}' % lines) == [("/lines", "wrong_length")]


def test_names_the_place_inside_one_of_several_kinds():
    body = b'{"things": [{"kind":"part","weight":1.5,"name":"long"}]}'
    assert mistakes(body) == [("/things/0/name", "wrong_length")]


def test_takes_no_fraction_for_a_mistake_that_is_none():
    body = b'{"things": [{"kind":"part","weight":1.5,"name":"abc"}], "price": 1.50, "lines": 3}'
    assert mistakes(body) == [("/lines", "wrong_type")]


@pytest.mark.parametrize("price", [b"-1", b'"-1.00"', b"-0.5", b"1e2", b"1.23456", b"true", b"[]"])
def test_finds_amounts_that_are_none(price):
    assert mistakes(b'{"price": %s}' % price) == [("/price", "invalid_amount")]
    assert mistakes(b'{"things": [{"kind":"price","price":%s}]}' % price) == [
        ("/things/0/price", "invalid_amount")
    ]
