"""Query strings that guess, repeat, overflow or are no text."""

import pytest

from tests.souk.http.hostile import CANARY, Case, check, check_turned_away, request
from tests.souk.http.served import Served
from tests.souk.http.wire import exchange

QUERIES = [
    ("page=1e3", "wrong_type"),
    ("page=1_0", "wrong_type"),
    ("page=%D9%A1", "wrong_type"),
    ("page=" + "9" * 30, "wrong_type"),
    ("page=9223372036854775808", "wrong_type"),
    ("page=999999999999999999", "out_of_range"),
    ("page=0", "out_of_range"),
    ("page=-1", "out_of_range"),
    ("page=%2B1", "wrong_type"),
    ("page=01", "wrong_type"),
    ("page=0x10", "wrong_type"),
    ("page=1.0", "wrong_type"),
    ("page=true", "wrong_type"),
    ("page=NaN", "wrong_type"),
    ("page=%201", "wrong_type"),
    ("page=1%20", "wrong_type"),
    ("page=1%0A", "wrong_type"),
    ("page=", "wrong_type"),
    ("page", "wrong_type"),
    ("page=1;pageSize=2", "wrong_type"),
    ("page=1&page=1", "repeated"),
    ("page=1&p%61ge=2", "repeated"),
    ("pageSize=101", "out_of_range"),
    ("page[]=1", "unknown_parameter"),
    (f"{CANARY}=1", "unknown_parameter"),
    ("__proto__=1", "unknown_parameter"),
    ("=", "unknown_parameter"),
    ("inStock=1", "wrong_type"),
    ("inStock=True", "wrong_type"),
    ("inStock=yes", "wrong_type"),
    (f"sort={CANARY}", "not_allowed"),
    ("sort=name,-name", "not_allowed"),
    ("sort=name;DROP%20TABLE%20x", "not_allowed"),
    ("leastPrice=NaN", "invalid_amount"),
    ("leastPrice=1e5", "invalid_amount"),
    ("leastPrice=1_0", "invalid_amount"),
    ("leastPrice=%D9%A1", "invalid_amount"),
    ("leastPrice=1.23456", "invalid_amount"),
    ("leastPrice=", "invalid_amount"),
    ("q=%00", "null_character"),
    ("q%00=1", "null_character"),
    ("q=%FF", "not_a_query"),
    ("q=%C0%AF", "not_a_query"),
    ("q=%ED%A0%80", "not_a_query"),
    ("q=%zz", "not_a_query"),
    ("q=%", "not_a_query"),
    ("q=%u0041", "not_a_query"),
    ("q=Zoë", "not_a_query"),
    ("&".join(["q=1"] * 200), "not_a_query"),
    ("q=" + CANARY * 8, "wrong_length"),
]


@pytest.mark.parametrize(("query", "told"), QUERIES, ids=[query[:30] for query, _ in QUERIES])
@pytest.mark.security(26, 27, 28, 31, 32, 33)
def test_is_a_malformed_query(stall: Served, query: str, told: str):
    check(stall, Case(query, request(b"/api/things?" + query.encode()), 400, told))


def test_names_every_mistake_at_once(stall: Served):
    problem = exchange(stall.address, request(b"/api/things?page=x&sort=x&pageSize=0")).json()
    assert {(m["pointer"], m["code"]) for m in problem["errors"]} == {
        ("?page", "wrong_type"),
        ("?sort", "not_allowed"),
        ("?pageSize", "out_of_range"),
    }


def test_a_query_of_nine_thousand_bytes_is_too_long(stall: Served):
    check(stall, Case("too long", request(b"/api/things?q=" + b"a" * 9000), 414))


@pytest.mark.parametrize("query", [b"q=\xff", b"q=a b", b"q=a\x00b", b"q=a\tb", b"q=" + b"a" * 80_000])
def test_the_server_turns_it_away(stall: Served, query: bytes):
    check_turned_away(stall, request(b"/api/things?" + query))


@pytest.mark.parametrize(
    "query", [b"q=a+b", b"q=%25", b"q=Zo%C3%AB", b"&&&", b"", b"inStock=false&page=2&leastPrice=1.5"]
)
def test_what_only_looks_odd_is_accepted(stall: Served, query: bytes):
    assert exchange(stall.address, request(b"/api/things?" + query)).status == 200
