"""What the platform itself offers to staff, declared like a module; its role is the dispatcher's."""

from collections.abc import Iterable

from sqlalchemy import MetaData

from souk.events.acting import correct_dead_letter, discard_dead_letter, retry_dead_letter
from souk.events.consumers import count_versions, list_consumers
from souk.events.endpoints import ENDPOINTS as EVENT_ENDPOINTS
from souk.events.lag import list_lags
from souk.events.permissions import CAPABILITIES as EVENT_CAPABILITIES
from souk.events.permissions import RUN_EVENTS, SEE_EVENTS
from souk.events.replay import SECONDS as REPLAY_SECONDS
from souk.events.replay import replay_events
from souk.events.retiring import retire_subscriber
from souk.events.seeing import list_dead_letters, list_events
from souk.idempotency.claims import claim_key, free_key
from souk.idempotency.forgetting import ForgetKeys, forget_keys
from souk.jobs.acting import cancel_job, retry_job, run_job, run_schedule
from souk.jobs.endpoints import ENDPOINTS as JOB_ENDPOINTS
from souk.jobs.permissions import CAPABILITIES as JOB_CAPABILITIES
from souk.jobs.permissions import RUN_JOBS, SEE_JOBS
from souk.jobs.seeing import list_jobs, list_schedules, show_job
from souk.live.dead_letters import tell_of_dead_letters
from souk.live.endpoints import post_ticket
from souk.live.forgetting import ForgetNotices, forget_notices
from souk.live.tickets import open_ticket, use_ticket
from souk.messages import StaffActed
from souk.modules import Module, Schedule, does, handles
from souk.workflow.endpoints import ENDPOINTS as WORKFLOW_ENDPOINTS
from souk.workflow.map_query import map_workflow
from souk.workflow.permissions import CAPABILITIES as WORKFLOW_CAPABILITIES
from souk.workflow.permissions import WORKFLOWS
from souk.workflow.timeline import show_timeline


def administration(modules: Iterable[Module]) -> Module:
    """Return the platform's own declaration, for the registry of these modules."""
    mounted = list(modules)
    jobs = {doing.job.wire: (module, doing) for module in mounted for doing in module.jobs}
    events = {event.wire: event for module in mounted for event in module.events}
    schedules = {
        f"{module.name}.{schedule.name}": (module, schedule)
        for module in mounted
        for schedule in module.schedules
    }
    return Module(
        name="souk",
        summary="The platform: its events, jobs, schedules and workflows.",
        tables=MetaData(schema="souk"),
        routes=[*EVENT_ENDPOINTS, *JOB_ENDPOINTS, *WORKFLOW_ENDPOINTS, post_ticket],
        handlers=[
            handles(list_events, capability=SEE_EVENTS),
            handles(list_lags, capability=SEE_EVENTS),
            handles(list_dead_letters, capability=SEE_EVENTS),
            handles(list_consumers, capability=SEE_EVENTS),
            handles(count_versions, capability=SEE_EVENTS),
            handles(retry_dead_letter, capability=RUN_EVENTS),
            handles(discard_dead_letter, capability=RUN_EVENTS),
            handles(correct_dead_letter, capability=RUN_EVENTS, events=events),
            handles(replay_events, capability=RUN_EVENTS, seconds=REPLAY_SECONDS),
            handles(retire_subscriber, capability=RUN_EVENTS, seconds=REPLAY_SECONDS),
            handles(list_jobs, capability=SEE_JOBS),
            handles(show_job, capability=SEE_JOBS),
            handles(list_schedules, capability=SEE_JOBS, declared=schedules.keys()),
            handles(retry_job, capability=RUN_JOBS),
            handles(cancel_job, capability=RUN_JOBS),
            handles(run_job, capability=RUN_JOBS, jobs=jobs),
            handles(run_schedule, capability=RUN_JOBS, schedules=schedules, jobs=jobs),
            handles(claim_key),
            handles(free_key),
            handles(map_workflow, capability=WORKFLOWS),
            handles(show_timeline, capability=WORKFLOWS),
            handles(open_ticket),
            handles(use_ticket),
            handles(tell_of_dead_letters),
        ],
        events=[StaffActed],
        jobs=[does(forget_keys, seconds=60), does(forget_notices, seconds=60)],
        schedules=[
            Schedule(name="forget_keys", cron="17 * * * *", job=ForgetKeys()),
            Schedule(name="forget_notices", cron="37 * * * *", job=ForgetNotices()),
        ],
        permissions=[*EVENT_CAPABILITIES, *JOB_CAPABILITIES, *WORKFLOW_CAPABILITIES],
    )
