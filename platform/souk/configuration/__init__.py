"""Settings: typed, from a file and the environment, checked as a whole before anything starts."""

from souk.configuration.environment_file import environment_file
from souk.configuration.loading import BadSettings, Configuration, Setting, load
from souk.configuration.settings import (
    PLATFORM_SECTIONS,
    CacheSettings,
    DatabaseSettings,
    EventSettings,
    GeneralSettings,
    LimitsSettings,
    LiveSettings,
    LoggingSettings,
    MailSettings,
    OverloadSettings,
    TelemetrySettings,
    ValkeySettings,
    WebhookSettings,
    WebSettings,
    WorkerSettings,
)

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
    "Setting",
    "TelemetrySettings",
    "ValkeySettings",
    "WebSettings",
    "WebhookSettings",
    "WorkerSettings",
    "environment_file",
    "load",
]
