"""What the platform itself offers to staff, declared like a module; its role is the dispatcher's."""

from collections.abc import Iterable, Mapping

from sqlalchemy import MetaData

from souk.configuration import Configuration, GeneralSettings, WebhookSettings
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
from souk.examining.leftovers import nothing_is_left_behind
from souk.examining.measuring import MEASURES as EXAMINING_MEASURES
from souk.examining.rounds import begin_round, end_round
from souk.examining.undelivered import nothing_is_left_undelivered
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
from souk.messages import Event, StaffActed, WebhookDisabled
from souk.modules import Doing, Handling, Module, Schedule, does, handles
from souk.roster.endpoints import roster_endpoint
from souk.webhooks.delivering import brief_delivery, send_webhook
from souk.webhooks.endpoints import webhook_endpoints
from souk.webhooks.fanning_out import told_outside
from souk.webhooks.forgetting import ForgetDeliveries, forget_deliveries
from souk.webhooks.keeping import add_webhook, enable_webhook, redeliver, remove_webhook, rotate_secret
from souk.webhooks.measuring import MEASURES as WEBHOOK_MEASURES
from souk.webhooks.permissions import CAPABILITIES as WEBHOOK_CAPABILITIES
from souk.webhooks.permissions import RUN_WEBHOOKS, SEE_WEBHOOKS
from souk.webhooks.seeing import list_deliveries, list_webhooks
from souk.webhooks.sending import Sender
from souk.webhooks.signing import WebhookSecrets
from souk.workflow.endpoints import ENDPOINTS as WORKFLOW_ENDPOINTS
from souk.workflow.map_query import map_workflow
from souk.workflow.permissions import CAPABILITIES as WORKFLOW_CAPABILITIES
from souk.workflow.permissions import WORKFLOWS
from souk.workflow.timeline import show_timeline

CLEANING = [
    Schedule(name="forget_keys", cron="17 * * * *", job=ForgetKeys()),
    Schedule(name="forget_notices", cron="37 * * * *", job=ForgetNotices()),
    Schedule(name="forget_deliveries", cron="47 3 * * *", job=ForgetDeliveries()),
]


def administration(modules: Iterable[Module], configuration: Configuration) -> Module:
    """Return the platform's own declaration, for the registry of these modules."""
    mounted = list(modules)
    outside = {event.wire: event for module in mounted for event in module.tells_outside}
    # Staff run what the platform does as they run what the modules do: filled below, when it is among them.
    events: dict[str, type[Event]] = {}
    jobs: dict[str, tuple[Module, Doing]] = {}
    schedules: dict[str, tuple[Module, Schedule]] = {}
    webhooks = configuration[WebhookSettings]
    secrets = WebhookSecrets(configuration[GeneralSettings].secret)
    platform = Module(
        name="souk",
        summary="The platform: its events, jobs, schedules, workflows, live streams and webhooks.",
        tables=MetaData(schema="souk"),
        routes=[
            *EVENT_ENDPOINTS,
            *JOB_ENDPOINTS,
            *WORKFLOW_ENDPOINTS,
            post_ticket,
            roster_endpoint(mounted),
            *webhook_endpoints(outside, webhooks),
        ],
        handlers=[
            *_for_events(events),
            *_for_jobs(jobs, schedules),
            *_for_webhooks(webhooks, secrets),
            *(handles(map_workflow, capability=WORKFLOWS), handles(show_timeline, capability=WORKFLOWS)),
            *(handles(open_ticket), handles(use_ticket), handles(tell_of_dead_letters)),
            *(handles(claim_key), handles(free_key)),
            *(handles(begin_round), handles(end_round)),
        ],
        events=[StaffActed, WebhookDisabled],
        subscriptions=[told_outside(event, webhooks.give_up_hours) for event in outside.values()],
        jobs=[
            *(does(forget_keys, seconds=60), does(forget_notices, seconds=60)),
            does(forget_deliveries, seconds=60, settings=webhooks),
            _sending(webhooks, secrets),
        ],
        schedules=CLEANING,
        measures=[*WEBHOOK_MEASURES, *EXAMINING_MEASURES],
        examinations=[nothing_is_left_undelivered, nothing_is_left_behind],
        permissions=[*EVENT_CAPABILITIES, *JOB_CAPABILITIES, *WORKFLOW_CAPABILITIES, *WEBHOOK_CAPABILITIES],
    )
    mounted.append(platform)
    events |= {event.wire: event for module in mounted for event in module.events}
    jobs |= {doing.job.wire: (module, doing) for module in mounted for doing in module.jobs}
    schedules |= {
        f"{module.name}.{one.name}": (module, one) for module in mounted for one in module.schedules
    }
    return platform


def _for_events(events: Mapping[str, type[Event]]) -> list[Handling]:
    return [
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
    ]


def _for_jobs(
    jobs: Mapping[str, tuple[Module, Doing]], schedules: Mapping[str, tuple[Module, Schedule]]
) -> list[Handling]:
    return [
        handles(list_jobs, capability=SEE_JOBS),
        handles(show_job, capability=SEE_JOBS),
        handles(list_schedules, capability=SEE_JOBS, declared=schedules.keys()),
        handles(retry_job, capability=RUN_JOBS),
        handles(cancel_job, capability=RUN_JOBS),
        handles(run_job, capability=RUN_JOBS, jobs=jobs),
        handles(run_schedule, capability=RUN_JOBS, schedules=schedules, jobs=jobs),
    ]


def _for_webhooks(settings: WebhookSettings, secrets: WebhookSecrets) -> list[Handling]:
    return [
        handles(list_webhooks, capability=SEE_WEBHOOKS),
        handles(list_deliveries, capability=SEE_WEBHOOKS),
        handles(add_webhook, capability=RUN_WEBHOOKS, secrets=secrets),
        handles(remove_webhook, capability=RUN_WEBHOOKS),
        handles(rotate_secret, capability=RUN_WEBHOOKS, secrets=secrets, settings=settings),
        handles(enable_webhook, capability=RUN_WEBHOOKS),
        handles(redeliver, capability=RUN_WEBHOOKS, settings=settings),
        handles(brief_delivery, settings=settings),
    ]


def _sending(settings: WebhookSettings, secrets: WebhookSecrets) -> Doing:
    return does(
        send_webhook,
        queue="webhooks",
        priority=7,
        attempts=10,
        seconds=settings.seconds + 20,
        sender=Sender(settings, secrets),
    )
