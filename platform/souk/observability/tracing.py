"""Traces: a span around each message when telemetry is on, nothing at all when it is off."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any

from opentelemetry import trace

TRACER = trace.get_tracer("souk")
NOTHING: AbstractContextManager[Any] = nullcontext()


class _Switch:
    """Whether spans are made; set once when the process starts."""

    on = False


def span(name: str, **attributes: str) -> AbstractContextManager[Any]:
    """Open a span named after the message; free of cost while telemetry is off."""
    if not _Switch.on:
        return NOTHING
    return TRACER.start_as_current_span(
        name, attributes={f"souk.{key}": value for key, value in attributes.items()}
    )
