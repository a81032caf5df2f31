"""Traces: a span around each piece of work when telemetry is on, nothing at all when it is off."""

import importlib
import traceback
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext

from opentelemetry import context, trace
from opentelemetry.trace import Link, SpanKind
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from souk.configuration import TelemetrySettings
from souk.kernel import Refusal

TRACER = trace.get_tracer("souk")
NOTHING: AbstractContextManager["Span | None"] = nullcontext()
W3C = TraceContextTextMapPropagator()
INSIDE, SERVED, SENT, HANDED_ON, TAKEN = (
    SpanKind.INTERNAL,
    SpanKind.SERVER,
    SpanKind.CLIENT,
    SpanKind.PRODUCER,
    SpanKind.CONSUMER,
)
OUR_FAULT = 500


class _Switch:
    """Whether spans are made; set once when the process starts."""

    on = False


def set_up_tracing(settings: TelemetrySettings, service: str) -> None:
    """Turn spans on if there is a collector to send them to."""
    if settings.otlp_url:
        importlib.import_module("souk.observability.export").export_telemetry(settings, service)
        _Switch.on = True


def turn_on() -> None:
    """Make spans with whatever provider is set: for tests and benchmarks."""
    _Switch.on = True


def turn_off() -> None:
    """Make none: for tests."""
    _Switch.on = False


class Span:
    """A span that is the current one within its block: as the SDK's own, without its two generators.

    Of a failure it keeps the kind and the place, never the words: those may repeat what somebody typed.
    """

    __slots__ = ("_span", "_token")

    def __init__(
        self,
        name: str,
        kind: SpanKind,
        traceparent: str,
        attributes: dict[str, str],
        links: Iterable[str] = (),
    ) -> None:
        causes = {each for each in links if each}
        if len(causes) == 1 and not traceparent:
            traceparent = causes.pop()
        parent = W3C.extract({"traceparent": traceparent}) if traceparent else None
        self._span = TRACER.start_span(
            name, context=parent, kind=kind, attributes=attributes, links=[_link(each) for each in causes]
        )

    def __enter__(self) -> "Span":
        self._token = context.attach(trace.set_span_in_context(self._span))
        return self

    def __exit__(self, _: object, failure: BaseException | None, __: object) -> None:
        context.detach(self._token)
        if isinstance(failure, Exception):
            say_failed(self._span, failure)
        self._span.end()

    def answered(self, method: str, route: str, status: int) -> None:
        """Say what was asked and answered, once that is known."""
        self._span.update_name(f"{method} {route}")
        self._span.set_attributes(
            {"http.request.method": method, "http.route": route, "http.response.status_code": status}
        )
        if status >= OUR_FAULT:
            self._span.set_status(trace.StatusCode.ERROR, str(status))


def say_failed(span: trace.Span, failure: BaseException) -> None:
    """Mark the span. A refusal is an answer, not an error: its code is noted."""
    if isinstance(failure, Refusal):
        span.set_attribute("souk.refused", failure.code)
        return
    kind = f"{type(failure).__module__}.{type(failure).__qualname__}"
    span.set_status(trace.StatusCode.ERROR, kind)
    span.add_event(
        "exception",
        {
            "exception.type": kind,
            "exception.stacktrace": "".join(traceback.format_tb(failure.__traceback__)),
        },
    )


def span(
    name: str, *, kind: SpanKind = INSIDE, traceparent: str = "", links: Iterable[str] = (), **attributes: str
) -> AbstractContextManager[Span | None]:
    """Open a span, as the child of `traceparent` if one is given; free of cost while telemetry is off.

    `links` are the traceparents of what it comes from, if there may be many: a single one is the parent.
    """
    if not _Switch.on:
        return NOTHING
    named = {f"souk.{key}": value for key, value in attributes.items()}
    return Span(name, kind, traceparent, named, links)


def is_traced() -> bool:
    """Whether the work at hand belongs to a trace that is kept."""
    return _Switch.on and trace.get_current_span().is_recording()


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


def current_ids() -> tuple[str, str]:
    """Return the ids of the trace and of the span at work; nothing while telemetry is off."""
    found = trace.get_current_span().get_span_context() if _Switch.on else None
    return (f"{found.trace_id:032x}", f"{found.span_id:016x}") if found and found.is_valid else ("", "")


def _link(traceparent: str) -> Link:
    linked = trace.get_current_span(W3C.extract({"traceparent": traceparent}))
    return Link(linked.get_span_context())
