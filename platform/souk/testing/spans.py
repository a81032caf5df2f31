"""Keeps the spans that are made while a test looks, instead of sending them anywhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from souk.observability.tracing import turn_off, turn_on


@contextmanager
def kept_spans() -> Iterator[InMemorySpanExporter]:
    """Turn tracing on within the block: `kept.get_finished_spans()` has what ended in it."""
    kept = _exporter()
    kept.clear()
    turn_on()
    try:
        yield kept
    finally:
        turn_off()


@cache
def _exporter() -> InMemorySpanExporter:
    """A process has one provider for good."""
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    trace.set_tracer_provider(provider)
    return exporter
