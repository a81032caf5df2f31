"""Receives a request body: JSON only, within its size and its time, and of a harmless shape."""

import asyncio
from collections.abc import Mapping

from litestar.types import Receive

from souk.configuration import WebSettings
from souk.http.calls import Call
from souk.http.json_shape import objection_to
from souk.http.unreadable import Unreadable

BODILESS = frozenset({"GET", "HEAD", "OPTIONS"})
JSON_KINDS = frozenset({b"application/json", b"application/json;charset=utf-8"})
DECORATION = b' "'  # optional spaces and quotes around the charset


async def read_body(call: Call, receive: Receive, settings: WebSettings) -> None:
    """Put the body into the call, or raise Unreadable."""
    headers = call.headers
    length = headers.get(b"content-length")
    coding = headers.get(b"transfer-encoding")
    if length is None and coding is None and call.method in BODILESS:
        return
    _check_framing(length, coding, settings)
    try:
        async with asyncio.timeout(settings.receive_seconds):
            call.body = await _receive_all(receive, settings)
    except TimeoutError:
        raise Unreadable(408, "request_timeout", "The body took too long to arrive.") from None
    if call.body:
        _check(headers, call.body)


def _check_framing(length: bytes | None, coding: bytes | None, settings: WebSettings) -> None:
    if coding is not None and length is not None:
        raise Unreadable(400, "two_lengths", "The request states its length in two ways.")
    if coding is not None and coding.lower() != b"chunked":
        raise Unreadable(400, "unknown_coding", "The only transfer coding that is read here is chunked.")
    if length is not None and not length.isdigit():
        raise Unreadable(400, "bad_length", "The content length is not a number.")
    if length is not None and int(length[:18]) > settings.largest_body:
        raise _too_large(settings)


async def _receive_all(receive: Receive, settings: WebSettings) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Unreadable(400, "cut_off", "The body ended before its time.")
        if message["type"] == "http.request":
            parts.append(message["body"])
            size += len(message["body"])
            if size > settings.largest_body:
                raise _too_large(settings)
            if not message["more_body"]:
                return b"".join(parts)


def _check(headers: Mapping[bytes, bytes], body: bytes) -> None:
    if headers.get(b"content-type", b"").lower().translate(None, DECORATION) not in JSON_KINDS:
        raise Unreadable(415, "unsupported_media_type", "Send application/json in UTF-8.")
    if headers.get(b"content-encoding", b"identity") != b"identity":
        raise Unreadable(415, "unsupported_media_type", "Compressed bodies are not read here.")
    objection = objection_to(body)
    if objection:
        raise Unreadable(400, objection, "The body is not acceptable JSON.")


def _too_large(settings: WebSettings) -> Unreadable:
    return Unreadable(413, "body_too_large", f"A body may have {settings.largest_body} bytes at most.")
