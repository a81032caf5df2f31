"""A worker shows its metrics at a port of its own; several on one machine take neighbouring ports."""

import socket

import httpx
import pytest

from shop.metrics_port import serve_metrics
from souk.configuration import WorkerSettings


def yes() -> bool:
    return True


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_shows_the_metrics_of_the_process(port: int):
    assert serve_metrics(WorkerSettings(metrics_port=port), yes) == port
    shown = httpx.get(f"http://127.0.0.1:{port}/metrics")
    assert shown.status_code == 200
    assert "souk_events_pending" in shown.text
    assert "souk_jobs_now" in shown.text


def test_says_whether_the_worker_lives_or_hangs(port: int):
    lives = iter([True, False])
    serve_metrics(WorkerSettings(metrics_port=port), lambda: next(lives))
    asked = [httpx.get(f"http://127.0.0.1:{port}/health/live").status_code for _ in range(2)]
    assert asked == [200, 503]
    assert httpx.get(f"http://127.0.0.1:{port}/anything").status_code == 404


def test_the_second_worker_takes_the_next_port_and_works_on_without_any(port: int):
    settings = WorkerSettings(metrics_port=port, processes=2)
    ports = [serve_metrics(settings, yes) for _ in range(3)]
    assert ports[0] == port
    assert ports[1:] in ([port + 1, 0], [0, 0])


def test_shows_nothing_when_told_so():
    assert serve_metrics(WorkerSettings(metrics_port=0), yes) == 0
