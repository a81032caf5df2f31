"""Logs: one event a line on standard error, pretty for people, JSON for machines, secrets taken out."""

import functools
import logging
import sys
from collections.abc import MutableMapping
from typing import Any, TextIO

import msgspec
import structlog

from souk.configuration import LoggingSettings
from souk.observability.correlation import correlate
from souk.observability.tracing import current_trace

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
)
HIDDEN = "[redacted]"
ENCODER = msgspec.json.Encoder(enc_hook=repr)


def set_up_logs(settings: LoggingSettings, *, for_good: bool = True) -> None:
    """Configure structlog and the standard library alike; call it before the first line.

    For good, each logger keeps what it finds when it is first used: quicker, and not to be undone.
    """
    pretty = is_pretty(settings)
    stream = _standard_error()
    level = logging.getLevelNamesMapping()[settings.level.upper()]
    structlog.configure(
        processors=[
            correlate,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _trace,
            redact,
            structlog.processors.format_exc_info,
            structlog.dev.ConsoleRenderer() if pretty else _as_json,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(stream)
        if pretty
        else structlog.BytesLoggerFactory(stream.buffer),
        cache_logger_on_first_use=for_good,
    )
    for chatty in ("alembic", "dramatiq", "httpx"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    logging.basicConfig(
        level=max(level, logging.INFO), format="%(levelname)s %(name)s %(message)s", force=True
    )


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


@functools.lru_cache(maxsize=4096)
def _is_secret(name: str) -> bool:
    folded = name.lower()
    return any(word in folded for word in SECRET_WORDS)


def _trace(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    if trace := current_trace():
        event["trace_id"] = trace
    return event


def _as_json(_: Any, __: str, event: MutableMapping[str, Any]) -> bytes:
    return ENCODER.encode(event)
