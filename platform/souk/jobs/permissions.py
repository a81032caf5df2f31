"""What looking after jobs lets a person do."""

from souk.modules import Capability

SEE_JOBS = "souk:see-jobs"
RUN_JOBS = "souk:run-jobs"

CAPABILITIES = [
    Capability(name=SEE_JOBS, meaning="See background jobs and schedules"),
    Capability(name=RUN_JOBS, meaning="Retry, cancel and run background jobs and schedules"),
]
