"""The access log's short way writes what the long way would."""

import asyncio
import io
import json
import subprocess
import sys

import pytest

from souk.configuration import LoggingSettings
from souk.observability.access import PIPE_BUF, AccessLog
from souk.observability.logs import HIDDEN, redact, without_values
from souk.observability.tracing import current_ids, span
from souk.testing.spans import kept_spans

JSON = LoggingSettings(format="json")
REQUEST = {"method": "GET", "route": "/api/things/{id}", "status": 200, "request_id": "a-request-1"}


class Pipe(io.BytesIO):
    """What others write to as well: each flush is a write of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.came: list[bytes] = []
        self.written = asyncio.Event()

    def flush(self) -> None:
        self.came.append(self.getvalue())
        self.seek(0)
        self.truncate()
        self.written.set()


async def written(settings: LoggingSettings = JSON, **other: object) -> str:
    out = io.BytesIO()
    line = {**REQUEST, **other}
    log = AccessLog(settings, out)
    log.write(seconds=0.001234, **line)  # type: ignore[arg-type]
    log.flush()
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


async def test_writes_the_line_that_structlog_writes():
    long_way = logged(f"info('request', **{REQUEST!r}, ms=1.23)")
    short_way = json.loads(await written())
    for line in (long_way, short_way):
        assert set(str(line.pop("timestamp"))) <= set("0123456789-:.TZ")
    assert short_way == long_way


async def test_has_nothing_to_redact():
    line = json.loads(await written())
    assert HIDDEN not in redact(None, "info", line).values()


@pytest.mark.security(36)
async def test_is_one_line():
    text = await written(route='/odd"\n{name}')
    assert text.endswith("\n")
    assert text.count("\n") == 1
    assert json.loads(text)["route"] == '/odd"\n{name}'


async def test_can_be_turned_off():
    assert await written(LoggingSettings(format="json", access=False)) == ""
    assert await written(LoggingSettings(format="json", level="warning")) == ""


async def test_lines_are_gathered_for_a_moment_and_come_by_themselves():
    out = Pipe()
    log = AccessLog(JSON, out)
    for _ in range(100):
        log.write(seconds=0.001, **REQUEST)  # type: ignore[arg-type]
    assert out.came == []
    async with asyncio.timeout(10):
        await out.written.wait()
    assert b"".join(out.came).count(b"\n") == 100
    assert all(len(each) <= PIPE_BUF and each.endswith(b"\n") for each in out.came)


async def test_the_time_moves_on():
    out = io.BytesIO()
    log = AccessLog(JSON, out)
    for _ in range(3):
        log.write(seconds=0.001, **REQUEST)  # type: ignore[arg-type]
    log.flush()
    times = [json.loads(line)["timestamp"] for line in out.getvalue().splitlines()]
    assert times == sorted(times)
    assert all(len(each) == len("2026-03-14T09:26:53.589793Z") for each in times)


@pytest.mark.security(45)
def test_secrets_are_taken_out_of_every_other_line():
    line = logged("warning('tried', password='canary', refresh_token='canary', note='kept')")
    assert (line["password"], line["refresh_token"], line["note"]) == (HIDDEN, HIDDEN, "kept")


def test_a_stack_trace_keeps_nothing_of_what_the_database_repeats():
    key = "DETAIL:  Key (email)=(canary@example.com) already exists."
    told = f"IntegrityError: duplicate key value{chr(10)}{key}{chr(10)}and more"
    event = without_values(None, "error", {"exception": told})
    assert event["exception"] == "IntegrityError: duplicate key value\nand more"


def test_what_libraries_say_by_the_standard_way_is_the_same_kind_of_line():
    program = """
import logging
from souk.configuration import LoggingSettings
from souk.observability.logs import set_up_logs
set_up_logs(LoggingSettings(format="json"))
logging.getLogger("some.library").warning("it is %s", "odd", extra={"password": "canary"})
"""
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    line = json.loads(done.stderr)
    assert (line["event"], line["level"], line["logger"]) == ("it is odd", "warning", "some.library")
    assert "canary" not in done.stderr


async def test_a_line_within_a_trace_names_it_and_the_span():
    with kept_spans(), span("work"):
        trace, at = current_ids()
        line = json.loads(await written())
    assert (line["trace_id"], line["span_id"]) == (trace, at)
    assert "trace_id" not in json.loads(await written())
