"""The gate: every request passes it first; it knows limits and deadlines, but no route."""

import time
from asyncio import CancelledError
from typing import Any

from litestar.types import ASGIApp, Message, Receive, Scope, Send

from souk.configuration import LoggingSettings, WebSettings
from souk.deadlines import Deadlines
from souk.http.calls import KEY, Call
from souk.http.cors import Origins
from souk.http.departure import Departure
from souk.http.heads import check_head
from souk.http.intakes import Intakes
from souk.http.problems import problem_of, too_busy
from souk.http.receiving import read_body
from souk.http.unreadable import CLOSE, Unreadable
from souk.observability.access import AccessLog
from souk.observability.correlation import REQUEST
from souk.observability.metrics import REQUESTS, Meter
from souk.observability.tracing import SERVED, Span, span

NO_ROUTE = "(none)"
GONE = 499  # the client left before there was an answer
CSP = b"content-security-policy"
SECURITY_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
]
STRICT_CSP = (CSP, b"default-src 'none'; frame-ancestors 'none'")
HTTPS_ONLY = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")


class Gate:
    """Reads the body within limits, keeps the deadline, stamps the answer, writes one line about it."""

    def __init__(
        self,
        app: ASGIApp,
        settings: WebSettings,
        logging: LoggingSettings,
        intakes: Intakes,
        sockets: ASGIApp | None = None,
        departure: Departure | None = None,
    ) -> None:
        self._app = app
        self._sockets = sockets or app
        self._departure = departure or Departure()
        self._intakes = intakes
        self._settings = settings
        self._deadlines = Deadlines()
        self._access = AccessLog(logging)
        self._origins = Origins(settings.cors_origins)
        self._meters: dict[tuple[str, str], Meter] = {}
        self._hosts = frozenset(host.lower().encode() for host in settings.allowed_hosts)
        secure = settings.public_url.startswith("https://")
        self._stamps = [*SECURITY_HEADERS, HTTPS_ONLY] if secure else SECURITY_HEADERS

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            asked = self._sockets if scope["type"] == "websocket" else self._app
            await asked(scope, receive, send)
            self._access.flush()
            return
        call = Call(scope["method"], scope["headers"])
        scope[KEY] = call
        if call.method == "HEAD":
            scope["method"] = "GET"
        outer = REQUEST.set(call.id)
        with span(call.method, kind=SERVED, traceparent=call.traceparent, request_id=call.id) as traced:
            try:
                await self._pass(scope, call, receive, self._stamping(call, send))
            finally:
                self._record(scope.get("path_template") or NO_ROUTE, call, traced)
                REQUEST.reset(outer)

    async def _pass(self, scope: Scope, call: Call, receive: Receive, send: Send) -> None:
        try:
            check_head(scope, call, self._hosts)
            answer = self._origins.preflight(call)
            if answer is None:
                await read_body(call, receive, self._settings, self._intakes.of(call.method, scope["path"]))
                await self._within_deadline(scope, call, receive, send)
                return
        except Unreadable as refusal:
            answer = refusal.answer(call.id)
        except TimeoutError:
            answer = too_busy(call.id, reason="the request's deadline passed")
        except Exception as error:  # noqa: BLE001 - the last place where an answer can be given
            answer = problem_of(error, call.id)
        if not call.status:
            await answer(scope, receive, send)

    async def _within_deadline(self, scope: Scope, call: Call, receive: Receive, send: Send) -> None:
        call.limit = self._deadlines.begin(self._settings.deadline_seconds)
        try:
            await self._app(scope, receive, send)
        except BaseException as error:
            if self._deadlines.end(call.limit) and isinstance(error, CancelledError):
                raise TimeoutError from None
            raise
        self._deadlines.end(call.limit)

    def _stamping(self, call: Call, send: Send) -> Send:
        """Add what every answer carries, and note its status."""

        async def stamped(message: Message) -> None:
            if message["type"] == "http.response.start":
                call.status = message["status"]
                headers = [*message["headers"], (b"x-request-id", call.id.encode()), *self._stamps]
                headers += self._origins.headers(call)
                if CSP not in dict(message["headers"]):
                    headers.append(STRICT_CSP)
                if self._departure.begun:
                    headers.append(CLOSE)
                message["headers"] = headers
            elif message["type"] == "http.response.body" and call.method == "HEAD":
                message["body"] = b""
            await send(message)

        return stamped

    def _record(self, route: str, call: Call, traced: Span | None) -> None:
        seconds = time.perf_counter() - call.started
        method = call.method
        status = call.status or GONE
        meter = self._meters.get((route, method))
        if meter is None:
            meter = self._meters[route, method] = REQUESTS.of(route, method)
        meter.count(str(status), seconds)
        if traced is not None:
            traced.answered(method, route, status)
        self._access.write(method=method, route=route, status=status, seconds=seconds, request_id=call.id)
