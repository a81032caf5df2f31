"""What the gate learns about a request before anything else sees it."""

import random
import re
import time
from typing import Any

from litestar.types import Receive

from souk.deadlines import Limit
from souk.limits import Standing

WELL_FORMED_ID = re.compile(rb"[A-Za-z0-9_.\-]{8,128}")
WELL_FORMED_TRACE = re.compile(rb"00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
OTHER = "(other)"
KEY = "souk.call"


class Call:
    """One request: its id, its headers, its body once it has been read (or how to read it), its deadline."""

    __slots__ = (
        "body",
        "headers",
        "id",
        "limit",
        "method",
        "receive",
        "standings",
        "started",
        "status",
        "traceparent",
    )

    def __init__(self, method: str, headers: list[tuple[bytes, bytes]]) -> None:
        self.started = time.perf_counter()
        self.method = method if method in METHODS else OTHER
        self.headers = dict(headers)
        self.body = b""
        self.receive: Receive | None = None
        self.status = 0
        self.standings: list[Standing] = []
        self.limit: Limit | None = None
        given = self.headers.get(b"x-request-id")
        well_formed = given is not None and WELL_FORMED_ID.fullmatch(given)
        self.id = given.decode() if given and well_formed else _new_id()
        trace = self.headers.get(b"traceparent")
        self.traceparent = trace.decode() if trace and WELL_FORMED_TRACE.fullmatch(trace) else ""

    @property
    def authorization(self) -> str:
        return self.headers.get(b"authorization", b"").decode("latin-1")

    def finish_within(self, seconds: float) -> None:
        """Replace the general deadline, counted from now."""
        if self.limit is not None:
            self.limit.move(seconds)


def _new_id() -> str:
    """To ask the system for it would be a moment in which the server's threads take turns."""
    return f"{random.getrandbits(128):032x}"


def call_of(scope: Any) -> Call:
    call = scope[KEY]
    assert isinstance(call, Call)  # noqa: S101 - the gate puts it there; this is for the type checker
    return call
