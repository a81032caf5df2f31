"""Logs: one event a line on standard error, pretty for people, JSON for machines, secrets taken out."""

import functools
import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any, TextIO

import msgspec
import structlog

from souk.configuration import LoggingSettings
from souk.observability.correlation import correlate
from souk.observability.tracing import current_ids

SECRET_WORDS = (
    "password",
    "secret",
    "token",
    "authorization",
    "cookie",
    "card",
    "email",
    "first_name",
    "last_name",
    "recipient",
    "street",
)
HIDDEN = "[redacted]"
VALUES = re.compile(r"^(DETAIL|CONTEXT|HINT|LINE \d+):.*(\n +\^.*)?\n?", re.MULTILINE)
"""Where PostgreSQL repeats what it was given: `DETAIL:  Key (email)=(ann@example.com) already exists.`"""
ENCODER = msgspec.json.Encoder(enc_hook=repr)


def set_up_logs(settings: LoggingSettings, *, for_good: bool = True) -> None:
    """Configure structlog and the standard library alike; call it before the first line.

    For good, each logger keeps what it finds when it is first used: quicker, and not to be undone.
    """
    pretty = is_pretty(settings)
    stream = _standard_error()
    level = logging.getLevelNamesMapping()[settings.level.upper()]
    shared: list[structlog.typing.Processor] = [
        correlate,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _join,
        redact,
        structlog.processors.format_exc_info,
        without_values,
    ]
    show: structlog.typing.Processor = structlog.dev.ConsoleRenderer() if pretty else _as_json
    structlog.configure(
        processors=[*shared, show],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(stream)
        if pretty
        else structlog.BytesLoggerFactory(stream.buffer),
        cache_logger_on_first_use=for_good,
    )
    for chatty in ("alembic", "dramatiq", "httpx"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    others = logging.StreamHandler(stream)
    others.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                show if pretty else _as_text,
            ],
        )
    )
    logging.basicConfig(level=max(level, logging.INFO), handlers=[others], force=True)


def quiet(settings: LoggingSettings) -> LoggingSettings:
    """Return settings for somebody who is told in person: `info` falls silent, another choice stays."""
    return msgspec.structs.replace(settings, level="warning") if settings.level == "info" else settings


def _standard_error() -> TextIO:
    """Return the process's own: one that was put in its place may be closed before the last line."""
    return sys.__stderr__ or sys.stderr


def is_pretty(settings: LoggingSettings) -> bool:
    return settings.format == "pretty" or (settings.format == "auto" and sys.stderr.isatty())


def redact(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take out the value of every field whose name says that it is nobody's business."""
    for name in event:
        if _is_secret(name):
            event[name] = HIDDEN
    return event


def without_values(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take out of a stack trace what the database repeats of the values that it was given."""
    told = event.get("exception")
    if isinstance(told, str):
        event["exception"] = VALUES.sub("", told)
    return event


@functools.lru_cache(maxsize=4096)
def _is_secret(name: str) -> bool:
    folded = name.lower()
    return any(word in folded for word in SECRET_WORDS)


def _join(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Say to which span of which trace a line belongs, unless it says so itself."""
    trace, span = current_ids()
    if trace and "trace_id" not in event:
        event["trace_id"] = trace
        event["span_id"] = span
    return event


def _as_json(_: Any, __: str, event: MutableMapping[str, Any]) -> bytes:
    return ENCODER.encode(event)


def _as_text(_: Any, __: str, event: MutableMapping[str, Any]) -> str:
    return ENCODER.encode(event).decode()
