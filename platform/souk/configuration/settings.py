"""The platform's own settings, each with its meaning and its default."""

from souk.configuration.background import EventSettings, WebhookSettings, WorkerSettings
from souk.configuration.edge import LimitsSettings, LiveSettings, OverloadSettings, WebSettings
from souk.configuration.general import GeneralSettings
from souk.configuration.mail import MailSettings
from souk.configuration.rehearsal import RehearsalSettings
from souk.configuration.sections import Section
from souk.configuration.storage import CacheSettings, DatabaseSettings, ValkeySettings
from souk.configuration.watching import LoggingSettings, TelemetrySettings

PLATFORM_SECTIONS: tuple[type[Section], ...] = (
    GeneralSettings,
    WebSettings,
    DatabaseSettings,
    ValkeySettings,
    CacheSettings,
    WorkerSettings,
    EventSettings,
    LimitsSettings,
    OverloadSettings,
    LiveSettings,
    WebhookSettings,
    LoggingSettings,
    TelemetrySettings,
    MailSettings,
    RehearsalSettings,
)
