"""A body is read strictly, and everything that is wrong with it is said at once."""

import msgspec
import pytest

from souk.http.bodies import BodyReader, Malformed, refuse_body
from souk.kernel import InvalidAmount, Money
from tests.souk.http.things import ThingBody

READER = BodyReader(ThingBody)


def mistakes(body: bytes) -> set[tuple[str, str]]:
    with pytest.raises(Malformed) as raised:
        READER.read(body)
    return {(mistake.pointer, mistake.code) for mistake in raised.value.mistakes}


def test_reads_camel_case():
    read = READER.read(b'{"name":"lamp","quantity":2,"unitPrice":599.99,"parts":[{"sku":"a"}]}')
    assert (read.name, read.quantity, read.kind, read.parts[0].quantity) == ("lamp", 2, "new", 1)


def test_snake_case_is_unknown():
    assert mistakes(b'{"name":"lamp","quantity":2,"unit_price":1}') == {("/unit_price", "unknown_field")}


def test_names_every_mistake_at_once():
    body = b'{"name":"","kind":"odd","unitPrice":"1e9","parts":[{"sku":"a","quantity":0},{"price":1}],"x":1}'
    assert mistakes(body) == {
        ("/name", "wrong_length"),
        ("/quantity", "missing"),
        ("/kind", "not_allowed"),
        ("/unitPrice", "invalid_amount"),
        ("/parts/0/quantity", "out_of_range"),
        ("/parts/1/sku", "missing"),
        ("/parts/1/price", "unknown_field"),
        ("/x", "unknown_field"),
    }


def test_names_fifty_mistakes_at_most():
    body = msgspec.json.encode({f"field{number}": 1 for number in range(500)})
    assert len(mistakes(body)) == 50


def test_no_sentence_repeats_what_was_sent():
    with pytest.raises(Malformed) as raised:
        READER.read(b'{"name":1,"quantity":"canary","kind":"canary","since":"canary","unitPrice":"canary"}')
    assert "canary" not in repr(raised.value.mistakes)


def test_a_list_that_is_too_long_is_one_mistake():
    parts = ",".join(['{"sku":"a"}'] * 11)
    assert mistakes(f'{{"name":"a","quantity":1,"parts":[{parts}]}}'.encode()) == {("/parts", "wrong_length")}


@pytest.mark.parametrize("body", [b"", b"{}"])
def test_nothing_may_be_sent_where_nothing_is_read(body: bytes):
    refuse_body(body)


@pytest.mark.parametrize("body", [b"{ }", b"[]", b"null", b'{"a":1}'])
def test_anything_else_may_not(body: bytes):
    with pytest.raises(Malformed):
        refuse_body(body)


@pytest.mark.parametrize("text", [b"599.99", b'"599.99"'])
def test_an_amount_becomes_money_once_its_currency_is_known(text: bytes):
    price = READER.read(b'{"name":"lamp","quantity":1,"unitPrice":' + text + b"}").unit_price
    assert price
    assert price.of("EUR") == Money(minor=59999, currency="EUR")
    with pytest.raises(InvalidAmount):
        price.of("JPY")


def test_no_float_ever_touches_an_amount():
    """As a float, 90071992547409.93 would be 90071992547409.94."""
    price = READER.read(b'{"name":"lamp","quantity":1,"unitPrice":90071992547409.93}').unit_price
    assert price
    assert price.of("EUR").minor == 9007199254740993
