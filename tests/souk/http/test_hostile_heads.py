"""Headers that lie about the host, the body or the person, and those that are no headers."""

import pytest

from tests.souk.http.hostile import CANARY, Case, check, check_turned_away, request, sending, thing
from tests.souk.http.served import Served
from tests.souk.http.wire import exchange

WEBSOCKET = b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
WEBSOCKET += b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
KINDS = [b"text/plain", b"", b"application/x-www-form-urlencoded", b"multipart/form-data; boundary=x"]
KINDS += [b"application/json; charset=latin-1", b"application/json, text/plain", b"application/jsonp", b"*/*"]
KINDS += [b"application/merge-patch+json", CANARY.encode()]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.security(18)
def test_a_body_of_another_kind(stall: Served, kind: bytes):
    assert check(stall, Case("kind", sending(thing(), kind=kind), 415)).code == "unsupported_media_type"


@pytest.mark.parametrize(
    "kind", [b"APPLICATION/JSON", b"application/json;charset=UTF-8", b'application/json ; charset="utf-8"']
)
def test_every_spelling_of_json(stall: Served, kind: bytes):
    assert exchange(stall.address, sending(thing(), kind=kind)).status == 201


@pytest.mark.parametrize("coding", [b"gzip", b"br", b"deflate", b"gzip, gzip", CANARY.encode()])
def test_a_compressed_body(stall: Served, coding: bytes):
    raw = sending(thing(), headers=b"Content-Encoding: " + coding + b"\r\n")
    check(stall, Case("coding", raw, 415))


def hosted(host: bytes) -> bytes:
    return b"GET /api/things HTTP/1.1\r\n" + host + b"\r\n"


@pytest.mark.parametrize(
    "host",
    [
        b"",
        b"Host:\r\n",
        b"Host: zz9canary.test\r\n",
        b"Host: stall.test.zz9canary.test\r\n",
        b"Host: stall.test zz9canary\r\n",
        b"Host: zz9canary@stall.test\r\n",
        b"Host: stall.test:80:80\r\n",
        b"Host: stall.test:zz9canary\r\n",
        b"Host: stall.test/zz9canary\r\n",
        b"Host: [::1]:80\r\n",
        b"Host: \xff\xfe\r\n",
    ],
)
@pytest.mark.security(43)
def test_a_host_that_is_not_ours(stall: Served, host: bytes):
    check(stall, Case("host", hosted(host), 400, "unknown_host"))


@pytest.mark.parametrize("host", [b"STALL.test", b"stall.test:8000", b"127.0.0.1:1"])
def test_a_host_that_is_ours(stall: Served, host: bytes):
    assert exchange(stall.address, hosted(b"Host: " + host + b"\r\n")).status == 200


@pytest.mark.parametrize(
    "headers",
    [
        b"Host: stall.test\r\n",
        b"Authorization: Bearer a\r\nAuthorization: Bearer b\r\n",
        b"Content-Type: application/json\r\nContent-Type: text/plain\r\n",
        b"Content-Encoding: identity\r\nContent-Encoding: gzip\r\n",
    ],
)
@pytest.mark.security(33)
def test_a_header_twice_that_may_be_there_once(stall: Served, headers: bytes):
    check(stall, Case("twice", request(b"/api/things", headers), 400, "repeated_header"))


@pytest.mark.parametrize(
    "credentials",
    [
        b"",
        b"Bearer",
        b"Bearer ",
        b"Basic YTpi",
        b"Bearer zz9canary",
        b"bearer\tzz9canary",
        b"Bearer a, Bearer b",
        b"Bearer \xff\xfe",
        b"Bearer " + b"a" * 30_000,
        b"Bearer eyJhbGciOiJub25lIn0.e30.",
        b"Bearer test.zz",
        b"Bearer test.7b7d",
        b"Negotiate",
    ],
)
def test_credentials_that_are_worth_nothing(stall: Served, credentials: bytes):
    raw = request(b"/api/mine", b"Authorization: " + credentials + b"\r\n")
    answer = check(stall, Case("credentials", raw, 401))
    assert answer.code == "unauthenticated"
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "given", [b"abc", b"a" * 129, b"zz9canary<script>", b"zz9canary%0d%0aSet-Cookie: x=1", b"\xff" * 9]
)
@pytest.mark.security(36)
def test_a_request_id_of_another_form_is_replaced(stall: Served, given: bytes):
    mark = stall.mark()
    answer = exchange(stall.address, request(b"/api/things", b"X-Request-Id: " + given + b"\r\n"))
    assert answer.status == 200
    assert given not in answer.raw
    assert CANARY not in stall.logged_since(mark)


@pytest.mark.parametrize(
    "headers",
    [
        b"X-A: a\x00b\r\n",
        b"X-A: a\rX-B: b\r\n",
        b"X-A: a\r\n folded\r\n",
        b"X A: b\r\n",
        b": b\r\n",
        b"X-A\r\n",
        b"X-A: " + b"a" * 1_000_000 + b"\r\n",
        b"".join(b"X-%d: a\r\n" % number for number in range(500)),
        b"Cookie: a=\x01\r\n",
        WEBSOCKET,
    ],
    ids=[
        "null",
        "bare CR",
        "folded",
        "space",
        "no name",
        "no colon",
        "1 MB",
        "500 of them",
        "control",
        "websocket",
    ],
)
def test_the_server_turns_it_away(stall: Served, headers: bytes):
    check_turned_away(stall, request(b"/api/things", headers))


@pytest.mark.parametrize("version", [b"HTTP/2.0", b"HTTP/0.9", b"HTTP/9", b"FTP/1.1", b""])
def test_the_server_turns_away_a_version_that_it_does_not_speak(stall: Served, version: bytes):
    check_turned_away(stall, request(b"/api/things", version=version))


@pytest.mark.parametrize(
    "raw", [b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"\x16\x03\x01\x02\x00\x01" + b"\x00" * 60, b"\x00\r\n\r\n"]
)
def test_the_server_turns_away_what_is_no_http(stall: Served, raw: bytes):
    check_turned_away(stall, raw)


def test_http_1_0_is_served(stall: Served):
    assert exchange(stall.address, request(b"/api/things", version=b"HTTP/1.0")).status == 200


@pytest.mark.parametrize("path", [b"/health", b"/health/live", b"/health/ready", b"/metrics"])
def test_whoever_looks_after_the_process_asks_it_by_any_name(stall: Served, path: bytes):
    asked = b"GET " + path + b" HTTP/1.1\r\nHost: web-1:8000\r\n\r\n"
    assert exchange(stall.address, asked).status != 400
