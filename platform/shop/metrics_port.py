"""Serves a worker's metrics and health: it answers nothing else, so it has a port of its own for them."""

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from souk.configuration import WorkerSettings
from souk.observability.metrics import METRICS

log = structlog.get_logger("souk.worker")

Living = Callable[[], bool]
SECONDS = 5.0
TEXT = "text/plain; charset=utf-8"


def serve_metrics(settings: WorkerSettings, lives: Living) -> int:
    """Serve /metrics and /health/live until the process ends; return the port, 0 if there is none to be had.

    Workers on one machine take neighbouring ports, as many as there are to be processes. It is served by a
    thread, so that a worker whose loop hangs can still say so.
    """
    if not settings.metrics_port:
        return 0
    for port in range(settings.metrics_port, settings.metrics_port + max(1, settings.processes)):
        try:
            server = ThreadingHTTPServer((settings.metrics_host, port), _answering(lives))
        except OSError:
            continue
        threading.Thread(target=server.serve_forever, name="souk-metrics-port", daemon=True).start()
        log.info("metrics", port=port)
        return port
    log.warning("no port is free for the metrics", port=settings.metrics_port)
    return 0


def _answering(lives: Living) -> type[BaseHTTPRequestHandler]:
    class Answering(BaseHTTPRequestHandler):
        timeout = SECONDS

        def do_GET(self) -> None:
            match self.path.partition("?")[0]:
                case "/metrics":
                    self._answer(200, generate_latest(METRICS), CONTENT_TYPE_LATEST)
                case "/health/live" if lives():
                    self._answer(200, b"alive\n", TEXT)
                case "/health/live":
                    self._answer(503, b"it hangs\n", TEXT)
                case _:
                    self._answer(404, b"there is nothing here\n", TEXT)

        def _answer(self, status: int, body: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Say nothing: it is asked every few seconds."""

    return Answering
