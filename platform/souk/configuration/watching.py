"""Settings of what the operators see."""

from typing import Annotated, Literal

from msgspec import Meta

from souk.configuration.sections import Section


class LoggingSettings(Section, section="logging"):
    """Logs go to standard error, one event a line."""

    level: Annotated[
        Literal["debug", "info", "warning", "error"], Meta(description="the least level that is written")
    ] = "info"
    format: Annotated[
        Literal["auto", "json", "pretty"], Meta(description="auto: pretty on a terminal, else json")
    ] = "auto"
    access: Annotated[bool, Meta(description="a line for each request")] = True


class TelemetrySettings(Section, section="telemetry"):
    """OpenTelemetry."""

    otlp_url: Annotated[str, Meta(description="OTLP over HTTP; empty: off")] = ""
    sample: Annotated[float, Meta(ge=0, le=1, description="share of traces that is kept")] = 1.0
    metric_seconds: Annotated[float, Meta(gt=0, description="how often metrics are sent")] = 30.0
