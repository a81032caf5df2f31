"""Receives a request body: within its size and its time; JSON, and of a harmless shape, as a rule."""

import asyncio
from collections.abc import Mapping

from litestar.types import Receive

from souk.configuration import WebSettings
from souk.http.calls import Call
from souk.http.intakes import JSON_BODY, Intake, Manner
from souk.http.json_shape import objection_to
from souk.http.unreadable import Unreadable

BODILESS = frozenset({"GET", "HEAD", "OPTIONS"})
JSON_KINDS = frozenset({b"application/json", b"application/json;charset=utf-8"})
DECORATION = b' "'  # optional spaces and quotes around the charset


async def read_body(call: Call, receive: Receive, settings: WebSettings, intake: Intake = JSON_BODY) -> None:
    """Put the body into the call, or raise Unreadable. A streamed one is left to the endpoint."""
    headers = call.headers
    length = headers.get(b"content-length")
    coding = headers.get(b"transfer-encoding")
    if length is None and coding is None and call.method in BODILESS:
        return
    largest = intake.largest or settings.largest_body
    _check_framing(length, coding, largest)
    if intake.manner is Manner.STREAM:
        call.receive = receive
        return
    try:
        async with asyncio.timeout(settings.receive_seconds):
            call.body = await _receive_all(receive, largest)
    except TimeoutError:
        raise Unreadable(408, "request_timeout", "The body took too long to arrive.") from None
    if not call.body:
        return
    if intake.manner is Manner.RAW:
        check_kind(headers, intake)
        _refuse_compression(headers)
    else:
        _check(headers, call.body)


def _check_framing(length: bytes | None, coding: bytes | None, largest: int) -> None:
    if coding is not None and length is not None:
        raise Unreadable(400, "two_lengths", "The request states its length in two ways.")
    if coding is not None and coding.lower() != b"chunked":
        raise Unreadable(400, "unknown_coding", "The only transfer coding that is read here is chunked.")
    if length is not None and not length.isdigit():
        raise Unreadable(400, "bad_length", "The content length is not a number.")
    if length is not None and int(length[:18]) > largest:
        raise _too_large(largest)


async def _receive_all(receive: Receive, largest: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Unreadable(400, "cut_off", "The body ended before its time.")
        if message["type"] == "http.request":
            parts.append(message["body"])
            size += len(message["body"])
            if size > largest:
                raise _too_large(largest)
            if not message["more_body"]:
                return b"".join(parts)


def _check(headers: Mapping[bytes, bytes], body: bytes) -> None:
    if headers.get(b"content-type", b"").lower().translate(None, DECORATION) not in JSON_KINDS:
        raise Unreadable(415, "unsupported_media_type", "Send application/json in UTF-8.")
    _refuse_compression(headers)
    objection = objection_to(body)
    if objection:
        raise Unreadable(400, objection, "The body is not acceptable JSON.")


def check_kind(headers: Mapping[bytes, bytes], intake: Intake) -> None:
    kind = headers.get(b"content-type", b"").decode("latin-1").partition(";")[0].strip().lower()
    if intake.media_types and kind not in intake.media_types:
        raise Unreadable(415, "unsupported_media_type", f"Send {' or '.join(intake.media_types)}.")


def _refuse_compression(headers: Mapping[bytes, bytes]) -> None:
    if headers.get(b"content-encoding", b"identity") != b"identity":
        raise Unreadable(415, "unsupported_media_type", "Compressed bodies are not read here.")


def _too_large(largest: int) -> Unreadable:
    return Unreadable(413, "body_too_large", f"A body may have {largest} bytes at most.")
