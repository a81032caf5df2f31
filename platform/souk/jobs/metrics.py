"""What Prometheus learns of jobs."""

from prometheus_client import Counter, Gauge, Histogram

from souk.observability.metrics import METRICS

SECONDS = (0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 30.0, 120.0, 600.0)

OUTCOMES = Counter("souk_jobs", "Attempts at jobs that ended.", ["job", "outcome"], registry=METRICS)
HANDLER_SECONDS = Histogram(
    "souk_job_seconds", "Time in a job's handler.", ["job"], buckets=SECONDS, registry=METRICS
)
DEPTH = Gauge(
    "souk_jobs_now", "Unfinished jobs; failed ones wait for somebody.", ["queue", "state"], registry=METRICS
)
OLDEST = Gauge(
    "souk_jobs_oldest_due_seconds", "For how long the oldest due job waits.", ["queue"], registry=METRICS
)


def count(job: str, outcome: str, seconds: float) -> None:
    OUTCOMES.labels(job, outcome).inc()
    HANDLER_SECONDS.labels(job).observe(seconds)
