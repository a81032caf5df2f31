"""Bodies whose length is a lie, and bodies that come too late or not at all."""

import socket
import struct
import time

import pytest

from tests.souk.http.hostile import CANARY, HOST, Case, check, check_turned_away, request, sending, thing
from tests.souk.http.served import Served
from tests.souk.http.wire import complete, exchange

CHUNKED = b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n"


def chunked(*chunks: bytes, headers: bytes = CHUNKED) -> bytes:
    parts = b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in [*chunks, b""])
    return request(b"/api/things", headers, method=b"POST") + parts


@pytest.mark.parametrize(
    "length", [b"-5", b"+25", b"0x19", b"many", b"9" * 30, b"2 5", b"25, 26", b"1e3", b"25\x00"]
)
def test_the_server_turns_away_a_length_that_is_none(stall: Served, length: bytes):
    check_turned_away(stall, sending(thing(), length=length))


def test_the_server_turns_away_two_lengths_that_differ(stall: Served):
    check_turned_away(stall, sending(thing(), headers=b"Content-Length: 3\r\n"))


def test_the_server_turns_away_an_unknown_coding(stall: Served):
    check_turned_away(stall, chunked(thing(), headers=CHUNKED.replace(b"chunked", b"xchunked")))


def test_another_coding_beside_chunked_is_not_read(stall: Served):
    raw = chunked(thing(), headers=CHUNKED.replace(b"chunked", b"gzip, chunked"))
    check(stall, Case("gzip, chunked", raw, 400, "unknown_coding"))


@pytest.mark.security(30)
def test_a_body_of_more_than_the_cap_is_not_even_waited_for(stall: Served):
    answer = check(stall, Case("too large", sending(b"", length=b"20001"), 413))
    assert answer.code == "body_too_large"
    assert answer.headers["connection"] == "close"


@pytest.mark.security(30)
def test_chunks_that_add_up_to_more_than_the_cap(stall: Served):
    check(stall, Case("too large", chunked(*[b" " * 5000] * 5), 413))


def test_a_body_of_exactly_the_cap_is_read(stall: Served):
    body = thing()
    assert exchange(stall.address, sending(body + b" " * (20_000 - len(body)))).status == 201


def test_chunks_are_read(stall: Served):
    body = thing()
    assert exchange(stall.address, chunked(body[:7], body[7:])).status == 201


@pytest.mark.parametrize("chunk", [b"zz\r\nzz9canary\r\n0\r\n\r\n", b"-1\r\n\r\n", b"9" * 40 + b"\r\n"])
def test_chunks_that_are_none(stall: Served, chunk: bytes):
    raw = request(b"/api/things", CHUNKED, method=b"POST") + chunk
    check(stall, Case("chunk", raw, 400, "cut_off"))


@pytest.mark.security(44)
def test_a_request_with_both_lengths_is_the_last_of_its_connection(stall: Served):
    """Smuggling: a proxy that believes the other length takes what follows for a request of somebody else."""
    smuggled = b"GET /api/zz9canary HTTP/1.1\r\n" + HOST + b"\r\n"
    raw = sending(b"0\r\n\r\n" + smuggled, headers=b"Transfer-Encoding: chunked\r\n")
    with socket.create_connection(stall.address, timeout=5) as connection:
        connection.sendall(raw)
        received = b"".join(iter(lambda: connection.recv(65_536), b""))
    assert received.count(b"HTTP/1.1 ") == 1
    assert received.startswith(b"HTTP/1.1 400")
    assert b"connection: close" in received


def test_a_body_that_never_comes_is_given_up(stall: Served):
    started = time.perf_counter()
    answer = exchange(stall.address, sending(b"", length=b"100"))
    assert (answer.status, answer.code) == (408, "request_timeout")
    assert 0.5 < time.perf_counter() - started < 3


def test_a_body_that_trickles_is_given_up(stall: Served):
    body = thing()
    started = time.perf_counter()
    parts = [sending(b"", length=b"%d" % len(body)), *(bytes([byte]) for byte in body)]
    assert exchange(stall.address, *parts, pause=0.1).status == 408
    assert time.perf_counter() - started < 5


def test_headers_that_trickle_are_given_up(stall: Served):
    with socket.create_connection(stall.address, timeout=5) as connection:
        connection.sendall(b"GET /api/things HTTP/1.1\r\nHost: stall.test\r\nX-")
        started = time.perf_counter()
        received = connection.recv(65_536)
    assert time.perf_counter() - started < 3
    assert not received or received.startswith(b"HTTP/1.1 4")
    assert stall.is_healthy()


@pytest.mark.parametrize("sent", [0.0, 0.5, 1.0])
def test_a_client_that_leaves_does_no_harm(stall: Served, sent: float):
    mark = stall.mark()
    raw = sending(thing())
    for _ in range(20):
        with socket.create_connection(stall.address, timeout=5) as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.sendall(raw[: int(len(raw) * sent)])
    assert stall.is_healthy()
    assert "Traceback" not in stall.logged_since(mark)
    assert CANARY not in stall.logged_since(mark)


def test_requests_in_a_row_are_answered_in_order(stall: Served):
    raw = (
        request(b"/api/drawers/a") + request(b"/api/drawers/bb") + sending(thing()) + request(b"/api/nothing")
    )
    with socket.create_connection(stall.address, timeout=5) as connection:
        connection.sendall(raw)
        received = b""
        while received.count(b"HTTP/1.1 ") < 4 or not complete(received[received.rindex(b"HTTP/1.1 ") :]):
            received += connection.recv(65_536)
    statuses = [part[:3] for part in received.split(b"HTTP/1.1 ")[1:]]
    assert statuses == [b"200", b"200", b"201", b"404"]


@pytest.mark.security(44)
def test_what_follows_a_refused_body_is_not_taken_for_a_request(stall: Served):
    smuggled = b"GET /api/things HTTP/1.1\r\n" + HOST + b"\r\n"
    with socket.create_connection(stall.address, timeout=5) as connection:
        connection.sendall(sending(smuggled, length=b"999999"))
        received = b"".join(iter(lambda: connection.recv(65_536), b""))
    assert received.count(b"HTTP/1.1 ") == 1
    assert received.startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize("method", [b"GET", b"DELETE", b"POST"])
def test_a_body_where_none_is_read(stall: Served, method: bytes):
    target = {b"GET": b"/api/things", b"POST": b"/api/bell"}.get(method, b"/api/drawers/a")
    status = 405 if method == b"DELETE" else 400
    check(stall, Case("unexpected", sending(thing(), method=method, target=target), status))


def test_an_empty_object_where_no_body_is_read(stall: Served):
    assert exchange(stall.address, sending(b"{}", target=b"/api/bell")).status == 200


def test_a_head_request_with_a_body_gets_no_body(stall: Served):
    answer = exchange(stall.address, sending(thing(), method=b"HEAD"), is_head=True)
    assert (answer.status, answer.body) == (400, b"")
