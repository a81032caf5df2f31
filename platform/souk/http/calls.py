"""What the gate learns about a request before anything else sees it."""

import re
import time
from typing import Any

from souk.kernel import new_id

WELL_FORMED_ID = re.compile(rb"[A-Za-z0-9_.\-]{8,128}")
WELL_FORMED_TRACE = re.compile(rb"00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")
KEY = "souk.call"
NEEDED = frozenset(
    {
        b"authorization",
        b"content-encoding",
        b"content-length",
        b"content-type",
        b"host",
        b"if-none-match",
        b"traceparent",
        b"transfer-encoding",
        b"x-request-id",
    }
)


class Call:
    """One request: its id, its headers that matter, its body once it has been read."""

    __slots__ = ("body", "headers", "id", "started", "status", "traceparent")

    def __init__(self, headers: list[tuple[bytes, bytes]]) -> None:
        self.started = time.perf_counter()
        self.headers = {name: value for name, value in headers if name in NEEDED}
        self.body = b""
        self.status = 0
        given = self.headers.get(b"x-request-id", b"")
        self.id = given.decode() if WELL_FORMED_ID.fullmatch(given) else new_id().hex
        trace = self.headers.get(b"traceparent", b"")
        self.traceparent = trace.decode() if WELL_FORMED_TRACE.fullmatch(trace) else ""

    @property
    def authorization(self) -> str:
        return self.headers.get(b"authorization", b"").decode("latin-1")


def call_of(scope: Any) -> Call:
    call = scope[KEY]
    assert isinstance(call, Call)  # noqa: S101 - the gate puts it there; this is for the type checker
    return call
