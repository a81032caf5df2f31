"""Sends traces and metrics to a collector; imported when telemetry is on alone: the SDK is slow to load."""

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased

from souk.configuration import TelemetrySettings
from souk.observability.metric_export import MetricExport
from souk.observability.metrics import METRICS


def export_telemetry(settings: TelemetrySettings, service: str) -> None:
    """Export in the background; a collector that is away costs nothing but the traces."""
    provider = TracerProvider(
        resource=Resource.create({"service.name": service}),
        sampler=ParentBased(TraceIdRatioBased(settings.sample)),
    )
    exporter = OTLPSpanExporter(endpoint=f"{settings.otlp_url.rstrip('/')}/v1/traces")
    provider.add_span_processor(BatchSpanProcessor(exporter))
    trace.set_tracer_provider(provider)
    MetricExport(settings.otlp_url, service, METRICS, settings.metric_seconds).start()
