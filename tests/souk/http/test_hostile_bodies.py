"""Bodies that are no JSON, too much JSON, or JSON that two readers would read differently."""

import pytest

from tests.souk.http.hostile import CANARY, Case, check, sending, thing
from tests.souk.http.served import Served
from tests.souk.http.wire import exchange

DEEP = b'"unknown":' + b"[" * 9000 + b"]" * 9000
ARABIC = "١٢".encode()

TEXT = [
    Case("a null character", sending(thing(name=b'"a\x00b"')), told="null_character"),
    Case("an escaped null character", sending(thing(name=b'"a\\u0000b"')), told="null_character"),
    Case("an escaped null character in a key", sending(thing(b'"a\\u0000b":1')), told="null_character"),
    Case(
        "an escaped null after escaped backslashes",
        sending(thing(name=b'"\\\\\\u0000"')),
        told="null_character",
    ),
    Case("a high surrogate alone", sending(thing(name=b'"\\ud800"')), told="not_json"),
    Case("a low surrogate alone", sending(thing(name=b'"\\udc00"')), told="not_json"),
    Case("a surrogate in an unknown field", sending(thing(b'"unknown":"\\ud800"')), told="not_json"),
    Case("a surrogate as UTF-8", sending(thing(name=b'"\xed\xa0\x80"')), told="not_utf8"),
    Case("bytes that are no UTF-8", sending(thing(name=b'"\xff\xfe"')), told="not_utf8"),
    Case("overlong UTF-8", sending(thing(name=b'"\xc0\xaf"')), told="not_utf8"),
    Case("a byte order mark", sending(b"\xef\xbb\xbf" + thing()), told="not_json"),
    Case("UTF-16", sending(thing().decode().encode("utf-16")), told="null_character"),
    Case("Latin-1", sending(thing(name='"Zoë"'.encode("latin-1"))), told="not_utf8"),
]

SHAPE = [
    Case("arrays nested 9000 deep", sending(b"[" * 9000 + b"]" * 9000), told="too_deep"),
    Case("an unknown field 9000 deep", sending(thing(DEEP)), told="too_deep"),
    Case("objects that never close", sending(b'{"a":' * 3000), told="too_deep"),
    Case("brackets that only close", sending(b"[]" + b"]" * 15_000 + b"[" * 40), told="not_json"),
    Case("strings that never close", sending(b'"' + b'\\"' * 9_900), told="not_json"),
    Case("quotes and backslashes", sending(b"[" * 33 + b'"\\' * 9_900), told="too_deep"),
    Case("nothing but backslashes and a null", sending(b"\\" * 19_000 + b"\\u0000"), told="null_character"),
    Case("twice the document", sending(thing() + thing()), told="not_json"),
    Case("something behind the document", sending(thing() + b"x"), told="not_json"),
    Case("half a document", sending(thing()[:-1]), told="not_json"),
    Case("a comment", sending(b"/* */" + thing()), told="not_json"),
    Case("single quotes", sending(thing().replace(b'"', b"'")), told="not_json"),
    Case("a trailing comma", sending(thing()[:-1] + b",}"), told="not_json"),
    Case("only spaces", sending(b" " * 100), told="not_json"),
    Case("nothing at all", sending(b""), told="missing_body"),
    Case("null", sending(b"null"), told="wrong_type"),
    Case("an array", sending(b"[" + thing() + b"]"), told="wrong_type"),
    Case("a string", sending(b'"' + CANARY.encode() + b'"'), told="wrong_type"),
    Case("a key twice", sending(thing(b'"name":"b"')), told="repeated_key"),
    Case("a key twice, once escaped", sending(thing(b'"n\\u0061me":"b"')), told="repeated_key"),
    Case("a key twice further in", sending(thing(b'"parts":[{"sku":"a","sku":"b"}]')), told="repeated_key"),
    Case("an unknown field", sending(thing(b'"colour":1')), told="unknown_field"),
    Case("a field of an odd name", sending(thing(b'"<b>zz9canary</b>":1')), told="unknown_field"),
    Case("a field of a long name", sending(thing(b'"' + CANARY.encode() * 8 + b'":1')), told="unknown_field"),
    Case(
        "an unknown field further in",
        sending(thing(b'"parts":[{"sku":"a","price":1}]')),
        told="unknown_field",
    ),
    Case("a field of JavaScript's", sending(thing(b'"__proto__":{"admin":true}')), told="unknown_field"),
    Case(
        "too many parts",
        sending(thing(b'"parts":[' + b",".join([b'{"sku":"a"}'] * 11) + b"]")),
        told="wrong_length",
    ),
]

NUMBERS = [
    Case("a number beyond int4", sending(thing(quantity=b"2147483648")), told="out_of_range"),
    Case("a number beyond int8", sending(thing(quantity=b"9223372036854775808")), told="out_of_range"),
    Case("30 digits", sending(thing(quantity=b"9" * 30)), told="out_of_range"),
    Case("5,000 digits", sending(thing(quantity=b"9" * 5000)), told="not_json"),
    Case("less than the least", sending(thing(quantity=b"0")), told="out_of_range"),
    Case("an exponent", sending(thing(quantity=b"1e3")), told="wrong_type"),
    Case("a fraction that is whole", sending(thing(quantity=b"1.0")), told="wrong_type"),
    Case("a monstrous exponent", sending(thing(quantity=b"1e999999999")), told="wrong_type"),
    Case("a number as text", sending(thing(quantity=b'"1"')), told="wrong_type"),
    Case("true for one", sending(thing(quantity=b"true")), told="wrong_type"),
    Case("NaN", sending(thing(quantity=b"NaN")), told="not_json"),
    Case("minus Infinity", sending(thing(quantity=b"-Infinity")), told="not_json"),
    Case("a leading zero", sending(thing(quantity=b"01")), told="not_json"),
    Case("hexadecimal", sending(thing(quantity=b"0x10")), told="not_json"),
    Case("Arabic digits", sending(thing(quantity=ARABIC)), told="not_json"),
]

AMOUNTS = [
    Case(
        f"the price {price.decode(errors='replace')[:20]}",
        sending(thing(b'"unitPrice":' + price)),
        told="invalid_amount",
    )
    for price in [
        b"1e999999999",
        b"1E5",
        b'"1E+999999999"',
        b'"NaN"',
        b'"Infinity"',
        b'"1_000"',
        b'"' + ARABIC + b'"',
        b'"+1"',
        b'" 1"',
        b'"1 "',
        b'"1,5"',
        b'"0x1F"',
        b'".5"',
        b'"5."',
        b'"01"',
        b'""',
        b"true",
        b"[]",
        b"{}",
        b"1.99999",
        b"0." + b"1" * 9000,
        b"9" * 19,
        b'"' + b"9" * 19 + b'"',
    ]
]


@pytest.mark.parametrize("case", [*TEXT, *SHAPE, *NUMBERS, *AMOUNTS], ids=str)
@pytest.mark.security(26, 27, 28, 29, 33)
def test_is_a_malformed_body(stall: Served, case: Case):
    check(stall, case)


def test_a_price_with_more_decimals_than_its_currency_has_is_malformed(stall: Served):
    check(stall, Case("1.999 euros", sending(thing(b'"unitPrice":1.999')), told="invalid_amount"))


def test_points_at_an_unknown_field_whose_name_is_harmless(stall: Served):
    problem = exchange(stall.address, sending(thing(b'"colour":1,"parts":[{"sku":"a","size":2}]'))).json()
    assert {mistake["pointer"] for mistake in problem["errors"]} == {"/colour", "/parts/0/size"}


@pytest.mark.parametrize(
    "body",
    [
        thing(name=b'"\\\\u0000"'),
        thing(name=b'"[[[[{{{{[[[[{{{{[[[[{{{{[[[[{{{{"', more=b'"note":"' + b"[" * 40 + b'"'),
        thing(name='"Zoë 🎁"'.encode()),
        thing(b'"unitPrice":599.99'),
        thing(b'"unitPrice":"599.99"'),
        thing(b'"unitPrice":0'),
        thing(b'"since":"2026-01-01T00:00:00Z","parts":[{"sku":"a"},{"sku":"b","quantity":99}]'),
    ],
)
def test_what_only_looks_odd_is_accepted(stall: Served, body: bytes):
    assert exchange(stall.address, sending(body)).status == 201
