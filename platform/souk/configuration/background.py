"""Settings of what is done when nobody waits: events, jobs, webhooks."""

from typing import Annotated

from msgspec import Meta

from souk.configuration.sections import Positive, Section


class WorkerSettings(Section, section="worker"):
    """The processes that deliver events and run jobs."""

    processes: Annotated[int, Meta(ge=0, description="worker processes")] = 1
    slots: Annotated[Positive, Meta(description="jobs that one process runs at the same time")] = 16
    queues: Annotated[
        tuple[str, ...], Meta(description="the queues whose jobs are run here; empty: all of them")
    ] = ()
    drain_seconds: Annotated[float, Meta(gt=0, description="time at shutdown for what is under way")] = 8.0
    lease_seconds: Annotated[
        float, Meta(gt=0, description="a worker that does not beat for so long loses the jobs that it runs")
    ] = 6.0
    metrics_host: Annotated[str, Meta(description="the address at which a worker shows its metrics")] = (
        "127.0.0.1"
    )
    metrics_port: Annotated[
        int,
        Meta(ge=0, le=65535, description="the port for them, and the next ones for more workers; 0: none"),
    ] = 9464


class EventSettings(Section, section="events"):
    """How events reach their subscribers."""

    lease_seconds: Annotated[
        float, Meta(gt=0, description="a worker that does not beat for so long loses its lanes")
    ] = 9.0
    poll_seconds: Annotated[
        float, Meta(gt=0, description="the longest pause between looks without a hint")
    ] = 1.0
    retry_seconds: Annotated[float, Meta(gt=0, description="rest after a first failure; then doubled")] = 1.0
    longest_retry_seconds: Annotated[float, Meta(gt=0, description="rest after many failures")] = 300.0
    keep_days: Annotated[Positive, Meta(description="days of history, by whole weeks")] = 90


class WebhookSettings(Section, section="webhooks"):
    """Outgoing webhooks."""

    ports: Annotated[tuple[int, ...], Meta(description="ports of other systems that are spoken to")] = (
        443,
        8443,
    )
    seconds: Annotated[float, Meta(gt=0, description="for one attempt, from the name to the answer")] = 10.0
    give_up_hours: Annotated[float, Meta(gt=0, description="a delivery is tried for that long")] = 72.0
    rotation_hours: Annotated[
        float, Meta(ge=0, description="how long a secret counts beside the one that replaced it")
    ] = 24.0
    keep_days: Annotated[Positive, Meta(description="days of deliveries that are kept to be seen")] = 30
    allow_loopback: Annotated[
        bool, Meta(description="send to this machine too, without https: for development and tests")
    ] = False

    def unsafe(self) -> list[str]:
        if self.allow_loopback:
            return ["webhooks.allow_loopback lets staff reach servers on this machine"]
        return []
