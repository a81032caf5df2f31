"""Looks at the head of a request before anything acts on it: method, target, host, headers."""

import re
from collections.abc import Collection
from typing import Any

from souk.http.calls import METHODS, OTHER, Call
from souk.http.unreadable import Unreadable

LONGEST_TARGET = 8_192
ALLOW = (b"allow", ", ".join(sorted(METHODS)).encode())
BAD_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")
PORT = re.compile(rb":[0-9]{1,5}$")
ANY_HOST = b"*"
PROBED = frozenset({"/health", "/health/live", "/health/ready", "/metrics"})
"""Asked from inside, by an address or a name that only the inside knows, so by any name."""
SINGLE = (
    b"authorization",
    b"content-encoding",
    b"content-length",
    b"content-type",
    b"host",
    b"transfer-encoding",
)


def check_head(scope: Any, call: Call, hosts: Collection[bytes]) -> None:
    """Raise Unreadable unless the request may be looked at further."""
    if call.method is OTHER:
        raise Unreadable(405, "method_not_allowed", "This method is not served.", [ALLOW])
    if len(call.headers) != len(scope["headers"]):
        _check_repeated(scope["headers"])
    _check_target(scope)
    if ANY_HOST in hosts or scope["path"] in PROBED:
        return
    if PORT.sub(b"", call.headers.get(b"host", b"").lower()) not in hosts:
        raise Unreadable(400, "unknown_host", "This host is not served here.")


def _check_repeated(headers: list[tuple[bytes, bytes]]) -> None:
    names = [name for name, _ in headers]
    if any(names.count(name) > 1 for name in SINGLE):
        raise Unreadable(400, "repeated_header", "A header was sent twice that may be sent once.")


def _check_target(scope: Any) -> None:
    """A path has one spelling: no empty segments, nothing invisible, no bytes that are not UTF-8."""
    path: str = scope["path"]
    raw: bytes = scope.get("raw_path") or b""
    if len(path) + len(scope["query_string"]) > LONGEST_TARGET:
        raise Unreadable(414, "target_too_long", "The path and the query string are too long.")
    is_odd = (
        not path.isprintable()
        or "//" in path
        or "\\" in path
        or "\ufffd" in path
        or (path[-1:] == "/" and path != "/")
        or (b"%" in raw and BAD_ESCAPE.search(raw))
    )
    if is_odd:
        raise Unreadable(404, "not_found", "There is nothing here.")
