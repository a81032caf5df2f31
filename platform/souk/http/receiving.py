"""Receives a request body: JSON only, within its size and its time, and of a harmless shape."""

import asyncio
from collections.abc import Mapping

from litestar.types import Receive

from souk.configuration import WebSettings
from souk.http.answers import Answer
from souk.http.json_shape import objection_to
from souk.http.problems import problem

CLOSE = (b"connection", b"close")
JSON_KINDS = frozenset({b"application/json", b"application/json; charset=utf-8"})


class Unreadable(Exception):
    """The request does not get past the gate."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail

    def answer(self, request_id: str) -> Answer:
        """Answer and close: what is left of the request on the wire is not worth reading."""
        if self.status == 400:  # noqa: PLR2004 - malformed requests share one code and list their mistakes
            mistake = {"pointer": "", "code": self.code, "detail": self.detail}
            return problem(400, "malformed", self.detail, request_id, headers=[CLOSE], errors=[mistake])
        return problem(self.status, self.code, self.detail, request_id, headers=[CLOSE])


async def read_body(headers: Mapping[bytes, bytes], receive: Receive, settings: WebSettings) -> bytes:
    length = headers.get(b"content-length", b"")
    if length and b"transfer-encoding" in headers:
        raise Unreadable(400, "two_lengths", "The request states its length in two ways.")
    if length and not length.isdigit():
        raise Unreadable(400, "bad_length", "The content length is not a number.")
    if length and int(length[:12]) > settings.largest_body:
        raise _too_large(settings)
    if length == b"0":
        return b""
    try:
        async with asyncio.timeout(settings.receive_seconds):
            body = await _receive_all(receive, settings)
    except TimeoutError:
        raise Unreadable(408, "request_timeout", "The body took too long to arrive.") from None
    if body:
        _check(headers, body)
    return body


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
    kind = headers.get(b"content-type", b"").lower().replace(b";charset", b"; charset")
    if kind not in JSON_KINDS:
        raise Unreadable(415, "unsupported_media_type", "Send application/json in UTF-8.")
    if headers.get(b"content-encoding", b"identity") != b"identity":
        raise Unreadable(415, "unsupported_media_type", "Compressed bodies are not read here.")
    objection = objection_to(body)
    if objection:
        raise Unreadable(400, objection, "The body is not acceptable JSON.")


def _too_large(settings: WebSettings) -> Unreadable:
    return Unreadable(413, "body_too_large", f"A body may have {settings.largest_body} bytes at most.")
