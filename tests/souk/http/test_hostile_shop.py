"""The shop itself, in its own process on its own database, is as hard to upset as the stall."""

import socket

import pytest

from tests.souk.http.hostile import CANARY, HOST, Case, check, request, sending
from tests.souk.http.served import Served
from tests.souk.http.wire import exchange

ANN = b'{"email":"ann@example.com","password":"correct horse","firstName":"%b","lastName":"Lee"}'
REGISTER = b"/api/users/register"


def registering(first_name: bytes) -> bytes:
    return sending(ANN % first_name, target=REGISTER)


@pytest.mark.parametrize(
    "case",
    [
        Case("a null character", registering(b"A\x00nn"), told="null_character"),
        Case("an escaped null character", registering(b"A\\u0000nn"), told="null_character"),
        Case("a lone surrogate", registering(b"A\\ud800nn"), told="not_json"),
        Case("no UTF-8", registering(b"A\xffnn"), told="not_utf8"),
        Case("a name too long", registering(b"A" * 101), told="wrong_length"),
        Case("a name of spaces", registering(b"   "), told="wrong_form"),
        Case(
            "a role", sending(ANN[:-1] % b"Ann" + b',"role":"admin"}', target=REGISTER), told="unknown_field"
        ),
        Case("no JSON type", sending(ANN % b"Ann", kind=b"text/plain", target=REGISTER), 415),
        Case("a body of 1 MB and one", sending(b"", length=b"1048577", target=REGISTER), 413),
        Case("a null in the path", request(b"/api/products/a%00b"), 404),
        Case("no UTF-8 in the path", request(b"/api/products/%ff"), 404),
        Case("a null in the query", request(b"/api/products?category=%00"), 400, "null_character"),
        Case("a page far out", request(b"/api/products?page=9223372036854775808"), 400, "wrong_type"),
        Case("no token", request(b"/api/users/me"), 401),
        Case("a token of ours", request(b"/api/users/me", b"Authorization: Bearer test.7b7d\r\n"), 401),
        Case(
            "a token signed by nobody", request(b"/api/users/me", b"Authorization: Bearer e30.e30.\r\n"), 401
        ),
        Case("TRACE", request(b"/api/products", method=b"TRACE"), 405),
    ],
    ids=str,
)
def test_is_refused(shop: Served, case: Case):
    check(shop, case)


def test_a_password_never_reaches_the_log(shop: Served):
    mark = shop.mark()
    body = b'{"email":"ann@example.com","password":"%b"}' % CANARY.encode()
    assert exchange(shop.address, sending(body, target=b"/api/users/login")).status == 401
    assert exchange(shop.address, sending(body[:-1], target=b"/api/users/login")).status == 400
    logged = shop.logged_since(mark)
    assert logged
    assert CANARY not in logged


def test_odd_names_are_names(shop: Served):
    for number, name in enumerate(["Zoë", "李", "🎁", "O'Brien; DROP TABLE accounts", "\u202eAnn"]):
        body = ANN % name.encode()
        answer = exchange(shop.address, sending(body.replace(b"ann@", b"odd%d@" % number), target=REGISTER))
        assert answer.status == 201
        assert answer.json()["firstName"] == name


def test_requests_without_end_are_given_up_and_others_served(shop: Served):
    """A connection that only waits costs nobody else anything."""
    waiting = [open_and_stall(shop) for _ in range(50)]
    assert exchange(shop.address, request(b"/api/products")).seconds < 1
    for connection in waiting:
        connection.close()


def open_and_stall(shop: Served) -> socket.socket:
    connection = socket.create_connection(shop.address, timeout=5)
    connection.sendall(b"POST /api/users/login HTTP/1.1\r\n" + HOST + b"Content-Length: 100\r\n\r\n")
    return connection
