"""A collector of telemetry: takes what the shop exports, keeps it as it came, and reads the traces."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest


@dataclass(frozen=True)
class Piece:
    """A span as the collector got it."""

    name: str
    id: str
    parent: str
    service: str
    seconds: float
    says: dict[str, str]
    names: frozenset[str]
    """The traces that it has links to."""


class Collector:
    """Listens on a port of its own; `taken` is everything that was sent, by the path that it was sent to."""

    def __init__(self) -> None:
        self.taken: dict[str, list[bytes]] = {}
        taken = self.taken

        class Taking(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                taken.setdefault(self.path, []).append(body)
                self.send_response(200)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Taking)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def everything(self) -> str:
        """Return all that came, as text in which one can look for a word."""
        return b"".join(body for bodies in list(self.taken.values()) for body in bodies).decode("latin-1")

    def trace(self, *ids: str) -> list[Piece]:
        """Return the spans of these traces, in the order in which they began."""
        found = [
            (span.start_time_unix_nano, _piece(span, service))
            for service, span in self._spans()
            if span.trace_id.hex() in ids
        ]
        return [piece for _, piece in sorted(found, key=lambda each: each[0])]

    def _spans(self) -> Iterator[tuple[str, Any]]:
        for body in list(self.taken.get("/v1/traces", [])):
            for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
                service = _said(resource.resource.attributes)["service.name"]
                for scope in resource.scope_spans:
                    yield from ((service, span) for span in scope.spans)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _piece(span: Any, service: str) -> Piece:
    return Piece(
        name=span.name,
        id=span.span_id.hex(),
        parent=span.parent_span_id.hex(),
        service=service,
        seconds=(span.end_time_unix_nano - span.start_time_unix_nano) / 1e9,
        says=_said(span.attributes),
        names=frozenset(link.trace_id.hex() for link in span.links),
    )


def _said(attributes: Any) -> dict[str, str]:
    return {each.key: str(each.value.string_value or each.value.int_value) for each in attributes}
