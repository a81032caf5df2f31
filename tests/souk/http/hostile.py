"""What a hostile request is, and what must become of it."""

from typing import NamedTuple

from tests.souk.http.served import Served
from tests.souk.http.wire import Received, exchange

CANARY = "zz9canary"  # stands in every hostile request, and may come out nowhere
PROMPT = 2.0
HOST = b"Host: stall.test\r\n"
PLANTED = b"X-Planted: " + CANARY.encode() + b"\r\n"
JSON = b"application/json"


class Case(NamedTuple):
    """A request, and the answer that it deserves. `told` is the code of the one mistake that a 400 names."""

    name: str
    raw: bytes
    status: int = 400
    told: str = ""

    def __str__(self) -> str:
        return self.name.replace(" ", "_")


def request(
    target: bytes, headers: bytes = b"", *, method: bytes = b"GET", version: bytes = b"HTTP/1.1"
) -> bytes:
    return b" ".join([method, target, version]) + b"\r\n" + HOST + PLANTED + headers + b"\r\n"


def sending(
    body: bytes,
    *,
    kind: bytes = JSON,
    target: bytes = b"/api/things",
    headers: bytes = b"",
    method: bytes = b"POST",
    length: bytes = b"",
) -> bytes:
    headers += b"Content-Length: " + (length or b"%d" % len(body)) + b"\r\n"
    headers += b"Content-Type: " + kind + b"\r\n" if kind else b""
    return request(target, headers, method=method) + body


def thing(more: bytes = b"", *, name: bytes = b'"' + CANARY.encode() + b'"', quantity: bytes = b"1") -> bytes:
    """Return a body for POST /api/things, with more fields if given."""
    return b'{"name":' + name + b',"quantity":' + quantity + (b"," + more if more else b"") + b"}"


def check(served: Served, case: Case) -> Received:
    """Send it; expect its problem, promptly, with nothing of the request in it or in the logs."""
    mark = served.mark()
    answer = exchange(served.address, case.raw)
    assert answer.status == case.status
    _check_quiet(served, answer, mark)
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == case.status
    assert problem["requestId"] == answer.headers["x-request-id"]
    if case.told:
        assert [mistake["code"] for mistake in problem["errors"]] == [case.told]
    return answer


def check_turned_away(served: Served, raw: bytes) -> Received:
    """Send what the server itself refuses: with a bare status, or by closing the connection."""
    mark = served.mark()
    answer = exchange(served.address, raw)
    assert 400 <= answer.status < 500 or (answer.status == 0 and answer.closed)
    _check_quiet(served, answer, mark)
    return answer


def _check_quiet(served: Served, answer: Received, mark: int) -> None:
    assert answer.seconds < PROMPT
    assert CANARY.encode() not in answer.raw
    assert served.is_healthy()
    logged = served.logged_since(mark)
    assert CANARY not in logged
    assert "request failed" not in logged
    assert "Traceback" not in logged
