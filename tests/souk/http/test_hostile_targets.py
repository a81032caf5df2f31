"""Paths that climb, hide, or have a second spelling; methods that nobody serves."""

import pytest

from tests.souk.http.hostile import CANARY, Case, check, check_turned_away, request
from tests.souk.http.served import Served
from tests.souk.http.wire import exchange

ID = "019a8f00-0000-7000-8000-000000000001"
ABSENT = [
    "/",
    f"/{CANARY}",
    "/api/drawers/../../etc/passwd",
    "/api/drawers/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "/api/drawers/..%5C..%5Cetc",
    "/api/drawers/..\\..\\etc",
    "/api/./things",
    "/api/things/.",
    "//api/things",
    "/api//things",
    "/api/things/",
    "/api/things//",
    "/api/things;x=1",
    "/API/THINGS",
    "/api/things%00",
    "/api/drawers/a%00b",
    "/api/drawers/a%0D%0ASet-Cookie:%20x=1",
    "/api/drawers/%FF%FE",
    "/api/drawers/%C0%AF",
    "/api/drawers/%ED%A0%80",
    "/api/drawers/%zz",
    "/api/drawers/%",
    "/api/drawers/%E2%80%AE",
    "/api/drawers/%1B[31m",
    "/api/drawers/a%2Fb",
    "/api/drawers/" + "a" * 201,
    "/api/things/1",
    "/api/things/%7B" + ID + "%7D",
    "/api/things/" + ID.replace("-", ""),
    "/api/things/urn:uuid:" + ID,
    "/api/things/%D9%A0" + ID[1:],
    "/api/things/" + ID + "%20",
]


@pytest.mark.parametrize("path", ABSENT, ids=[path[:40] for path in ABSENT])
def test_there_is_nothing(stall: Served, path: str):
    assert check(stall, Case(path, request(path.encode()), 404)).code == "not_found"


def test_a_path_of_nine_thousand_characters_is_too_long(stall: Served):
    check(stall, Case("too long", request(b"/api/drawers/" + b"a" * 9000), 414))


@pytest.mark.parametrize(
    "path", [b"/api/drawers/\xff", b"/api/drawers/a b", b"/api/th\x00ings", b"/api/\tthings", b""]
)
def test_the_server_turns_it_away(stall: Served, path: bytes):
    check_turned_away(stall, request(path))


@pytest.mark.parametrize("method", [b"TRACE", b"BREW", b"get", b"PROPFIND", b"A" * 5000])
@pytest.mark.security(44)
def test_a_method_that_nobody_serves(stall: Served, method: bytes):
    answer = check(stall, Case("method", request(b"/api/things", method=method), 405))
    assert "GET" in answer.headers["allow"]


def test_connect_is_no_proxy(stall: Served):
    check(stall, Case("CONNECT", request(b"stall.test:80", method=b"CONNECT"), 405))


@pytest.mark.parametrize("method", [b"PUT", b"PATCH", b"DELETE"])
def test_a_method_that_this_path_does_not_serve(stall: Served, method: bytes):
    answer = check(stall, Case("method", request(b"/api/things", method=method), 405))
    assert sorted(answer.headers["allow"].split(", ")) == ["GET", "HEAD", "OPTIONS", "POST"]


def test_the_server_as_a_whole_has_no_options(stall: Served):
    check(stall, Case("OPTIONS *", request(b"*", method=b"OPTIONS"), 404))


def test_an_absolute_target_is_served_for_its_path_and_never_forwarded(stall: Served):
    """RFC 9112 wants it accepted. What it names is not looked at: we build no address from a request."""
    answer = exchange(stall.address, request(b"http://evil.test/api/things"))
    assert answer.status == 200
    assert b"evil" not in answer.raw
