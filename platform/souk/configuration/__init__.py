"""Settings: typed, from a file and the environment, checked as a whole before anything starts."""

from souk.configuration.background import EventSettings, WebhookSettings, WorkerSettings
from souk.configuration.edge import LimitsSettings, LiveSettings, OverloadSettings, WebSettings
from souk.configuration.environment_file import environment_file
from souk.configuration.general import GeneralSettings
from souk.configuration.loading import BadSettings, Configuration, Setting, load
from souk.configuration.mail import MailSettings
from souk.configuration.rehearsal import RehearsalSettings
from souk.configuration.settings import PLATFORM_SECTIONS
from souk.configuration.storage import CacheSettings, DatabaseSettings, ValkeySettings
from souk.configuration.watching import LoggingSettings, TelemetrySettings

__all__ = [
    "PLATFORM_SECTIONS",
    "BadSettings",
    "CacheSettings",
    "Configuration",
    "DatabaseSettings",
    "EventSettings",
    "GeneralSettings",
    "LimitsSettings",
    "LiveSettings",
    "LoggingSettings",
    "MailSettings",
    "OverloadSettings",
    "RehearsalSettings",
    "Setting",
    "TelemetrySettings",
    "ValkeySettings",
    "WebSettings",
    "WebhookSettings",
    "WorkerSettings",
    "environment_file",
    "load",
]
