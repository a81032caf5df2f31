"""The gate: every request passes it first; it knows limits and deadlines, but no route."""

import asyncio
import time
from typing import Any

import structlog
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from souk.configuration import WebSettings
from souk.http.calls import KEY, Call
from souk.http.problems import problem_of, too_busy
from souk.http.receiving import Unreadable, read_body
from souk.observability.metrics import RequestMeter

log = structlog.get_logger("souk.http")

ALLOWED_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
SECURITY_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
]


class Gate:
    """Reads the body within limits, keeps the deadline, stamps the answer, writes one line about it."""

    def __init__(self, app: ASGIApp, settings: WebSettings, *, access_log: bool) -> None:
        self._app = app
        self._settings = settings
        self._access_log = access_log
        self._meter = RequestMeter()
        self._hosts = frozenset(host.encode() for host in settings.allowed_hosts)

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        call = Call(scope["headers"])
        scope[KEY] = call
        method = scope["method"]
        sender = _stamping(call, send, is_head=method == "HEAD")
        if method == "HEAD":
            scope["method"] = "GET"
        try:
            await self._pass(scope, call, receive, sender)
        finally:
            self._record(scope, call, method)

    async def _pass(self, scope: Scope, call: Call, receive: Receive, send: Send) -> None:
        answer: ASGIApp | None = None
        try:
            self._look_at(scope, call)
            if b"content-length" in call.headers or b"transfer-encoding" in call.headers:
                call.body = await read_body(call.headers, receive, self._settings)
            async with asyncio.timeout(self._settings.deadline_seconds):
                await self._app(scope, receive, send)
        except Unreadable as refusal:
            answer = refusal.answer(call.id)
        except TimeoutError:
            answer = too_busy(call.id, reason="the request's deadline passed")
        except Exception as error:  # noqa: BLE001 - the last place where an answer can be given
            answer = problem_of(error, call.id)
        if answer is not None and not call.status:
            await answer(scope, receive, send)

    def _look_at(self, scope: Any, call: Call) -> None:
        if scope["method"] not in ALLOWED_METHODS:
            raise Unreadable(405, "method_not_allowed", "This method is not served.")
        path = scope["path"]
        if not path.isprintable():
            raise Unreadable(404, "not_found", "There is nothing here.")
        host = call.headers.get(b"host", b"").rpartition(b":")[0] or call.headers.get(b"host", b"")
        if b"*" not in self._hosts and host not in self._hosts:
            raise Unreadable(400, "unknown_host", "This host is not served here.")

    def _record(self, scope: Any, call: Call, method: str) -> None:
        seconds = time.perf_counter() - call.started
        route = scope.get("path_template") or "(none)"
        self._meter.count(route, method, call.status, seconds)
        if self._access_log:
            log.info(
                "request",
                method=method,
                route=route,
                status=call.status,
                ms=round(seconds * 1000, 2),
                request_id=call.id,
            )


def _stamping(call: Call, send: Send, *, is_head: bool) -> Send:
    """Add what every answer carries, and note its status."""

    async def stamped(message: Message) -> None:
        if message["type"] == "http.response.start":
            call.status = message["status"]
            headers = list(message["headers"])
            headers.append((b"x-request-id", call.id.encode()))
            headers += SECURITY_HEADERS
            message["headers"] = headers
        elif is_head and message["type"] == "http.response.body":
            message["body"] = b""
        await send(message)

    return stamped
