"""Traces: a span around each request and message when telemetry is on, nothing at all when it is off."""

import importlib
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from opentelemetry import trace
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from souk.configuration import TelemetrySettings

TRACER = trace.get_tracer("souk")
NOTHING: AbstractContextManager[Any] = nullcontext()
W3C = TraceContextTextMapPropagator()


class _Switch:
    """Whether spans are made; set once when the process starts."""

    on = False


def set_up_tracing(settings: TelemetrySettings, service: str) -> None:
    """Turn spans on if there is a collector to send them to."""
    if settings.otlp_url:
        importlib.import_module("souk.observability.export").export_traces(settings, service)
        _Switch.on = True


def turn_on() -> None:
    """Make spans with whatever provider is set: for tests and benchmarks."""
    _Switch.on = True


def span(name: str, *, traceparent: str = "", **attributes: str) -> AbstractContextManager[Any]:
    """Open a span, as the child of `traceparent` if one is given; free of cost while telemetry is off."""
    if not _Switch.on:
        return NOTHING
    parent = W3C.extract({"traceparent": traceparent}) if traceparent else None
    named = {f"souk.{key}": value for key, value in attributes.items()}
    return TRACER.start_as_current_span(name, context=parent, attributes=named)


def current_traceparent() -> str:
    """Return the current span in W3C form, to travel with events and jobs; nothing while telemetry is off."""
    if not _Switch.on:
        return ""
    carrier: dict[str, str] = {}
    W3C.inject(carrier)
    return carrier.get("traceparent", "")
