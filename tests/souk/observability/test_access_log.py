"""The access log's short way writes what the long way would."""

import io
import json
import subprocess
import sys

import pytest

from souk.configuration import LoggingSettings
from souk.observability.access import AccessLog
from souk.observability.logs import HIDDEN, redact

JSON = LoggingSettings(format="json")
REQUEST = {"method": "GET", "route": "/api/things/{id}", "status": 200, "request_id": "a-request-1"}


def written(settings: LoggingSettings = JSON, **other: object) -> str:
    out = io.BytesIO()
    line = {**REQUEST, **other}
    AccessLog(settings, out).write(seconds=0.001234, **line)  # type: ignore[arg-type]
    return out.getvalue().decode()


def logged(statement: str) -> dict[str, object]:
    """Log one line the long way, in a process of its own: its logs stay set up as they are."""
    program = f"""
import structlog
from souk.configuration import LoggingSettings
from souk.observability.logs import set_up_logs
set_up_logs(LoggingSettings(format="json"))
structlog.get_logger("souk.http").{statement}
"""
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    line: dict[str, object] = json.loads(done.stderr)
    return line


def test_writes_the_line_that_structlog_writes():
    long_way = logged(f"info('request', **{REQUEST!r}, ms=1.23)")
    short_way = json.loads(written())
    for line in (long_way, short_way):
        assert set(str(line.pop("timestamp"))) <= set("0123456789-:.TZ")
    assert short_way == long_way


def test_has_nothing_to_redact():
    line = json.loads(written())
    assert HIDDEN not in redact(None, "info", line).values()


@pytest.mark.security(36)
def test_is_one_line():
    text = written(route='/odd"\n{name}')
    assert text.endswith("\n")
    assert text.count("\n") == 1
    assert json.loads(text)["route"] == '/odd"\n{name}'


def test_can_be_turned_off():
    assert written(LoggingSettings(format="json", access=False)) == ""
    assert written(LoggingSettings(format="json", level="warning")) == ""


def test_the_time_moves_on():
    out = io.BytesIO()
    log = AccessLog(JSON, out)
    for _ in range(3):
        log.write(seconds=0.001, **REQUEST)  # type: ignore[arg-type]
    times = [json.loads(line)["timestamp"] for line in out.getvalue().splitlines()]
    assert times == sorted(times)
    assert all(len(each) == len("2026-03-14T09:26:53.589793Z") for each in times)


@pytest.mark.security(45)
def test_secrets_are_taken_out_of_every_other_line():
    line = logged("warning('tried', password='canary', refresh_token='canary', note='kept')")
    assert (line["password"], line["refresh_token"], line["note"]) == (HIDDEN, HIDDEN, "kept")
