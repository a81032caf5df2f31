"""Serves a worker's metrics: it answers no other requests, so it has a port of its own for them."""

import structlog
from prometheus_client import start_http_server

from souk.configuration import WorkerSettings
from souk.observability.metrics import METRICS

log = structlog.get_logger("souk.worker")


def serve_metrics(settings: WorkerSettings) -> int:
    """Serve /metrics until the process ends and return the port; 0 if there is none to be had.

    Workers on one machine take neighbouring ports, as many as there are to be processes.
    """
    if not settings.metrics_port:
        return 0
    for port in range(settings.metrics_port, settings.metrics_port + max(1, settings.processes)):
        try:
            start_http_server(port, settings.metrics_host, registry=METRICS)
        except OSError:
            continue
        log.info("metrics", port=port)
        return port
    log.warning("no port is free for the metrics", port=settings.metrics_port)
    return 0
