"""The three ways in which modules talk: a query, a command, an event; and who is asking."""

from souk.messages.actors import ANONYMOUS, SYSTEM, Actor, ActorKind, LacksCapability
from souk.messages.behalf import OnBehalf
from souk.messages.envelopes import Context
from souk.messages.exporting import ExportPerson
from souk.messages.jobs import Job, Progress, Terms
from souk.messages.messages import Command, Event, Message, Query
from souk.messages.notices import LIVE, LiveMessage, Notice, for_person, for_staff
from souk.messages.retrying import RetryLater
from souk.messages.staff import StaffActed, WebhookDisabled

__all__ = [
    "ANONYMOUS",
    "LIVE",
    "SYSTEM",
    "Actor",
    "ActorKind",
    "Command",
    "Context",
    "Event",
    "ExportPerson",
    "Job",
    "LacksCapability",
    "LiveMessage",
    "Message",
    "Notice",
    "OnBehalf",
    "Progress",
    "Query",
    "RetryLater",
    "StaffActed",
    "Terms",
    "WebhookDisabled",
    "for_person",
    "for_staff",
]
