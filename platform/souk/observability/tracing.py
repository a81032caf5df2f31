"""Traces: a span around each request and message when telemetry is on, nothing at all when it is off."""

import importlib
from contextlib import AbstractContextManager, nullcontext

from opentelemetry import context, trace
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from souk.configuration import TelemetrySettings

TRACER = trace.get_tracer("souk")
NOTHING: AbstractContextManager["Span | None"] = nullcontext()
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


class Span:
    """A span that is the current one within its block: as the SDK's own, without its two generators."""

    __slots__ = ("_span", "_token")

    def __init__(self, name: str, traceparent: str, attributes: dict[str, str]) -> None:
        parent = W3C.extract({"traceparent": traceparent}) if traceparent else None
        self._span = TRACER.start_span(name, context=parent, attributes=attributes)

    def __enter__(self) -> "Span":
        self._token = context.attach(trace.set_span_in_context(self._span))
        return self

    def __exit__(self, _: object, failure: BaseException | None, __: object) -> None:
        context.detach(self._token)
        if isinstance(failure, Exception):
            self._span.record_exception(failure)
            self._span.set_status(trace.StatusCode.ERROR)
        self._span.end()

    def rename(self, name: str, attributes: dict[str, str | int]) -> None:
        """Say what it was once that is known."""
        self._span.update_name(name)
        self._span.set_attributes(attributes)


def span(name: str, *, traceparent: str = "", **attributes: str) -> AbstractContextManager[Span | None]:
    """Open a span, as the child of `traceparent` if one is given; free of cost while telemetry is off."""
    if not _Switch.on:
        return NOTHING
    return Span(name, traceparent, {f"souk.{key}": value for key, value in attributes.items()})


def current_traceparent() -> str:
    """Return the current span in W3C form, to travel with events and jobs; nothing while telemetry is off."""
    if not _Switch.on:
        return ""
    carrier: dict[str, str] = {}
    W3C.inject(carrier)
    return carrier.get("traceparent", "")


def trace_of(traceparent: str) -> str:
    """Return the id of the trace that a W3C header names; nothing if there is none."""
    parts = traceparent.split("-")
    return parts[1] if len(parts) == 4 else ""  # noqa: PLR2004 - version, trace, span, flags


def current_trace() -> str:
    """Return the id of the trace at work; nothing while telemetry is off."""
    found = trace.get_current_span().get_span_context() if _Switch.on else None
    return f"{found.trace_id:032x}" if found and found.is_valid else ""
