"""Asks a process over HTTP whether it is ready."""

import http.client
from collections.abc import Callable
from http import HTTPStatus

_LOOPBACK = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - read, not bound


def http_ready(host: str, port: int, path: str = "/health/ready") -> Callable[[], bool]:
    """A check that is true once the path answers 200; who listens everywhere is asked on loopback."""
    return lambda: _answers_ok(_LOOPBACK.get(host, host), port, path)


def _answers_ok(host: str, port: int, path: str) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
