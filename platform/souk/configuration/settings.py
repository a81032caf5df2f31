"""The platform's own settings, each with its meaning and its default."""

from typing import Annotated, Literal

from msgspec import Meta

from souk.configuration.sections import Section, hidden

Port = Annotated[int, Meta(ge=1, le=65535)]
Positive = Annotated[int, Meta(ge=1)]

INSECURE_SECRET = "development-only-secret-change-me-please"  # noqa: S105 - refused in production
SHORTEST_SECRET = 32
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


class GeneralSettings(Section, section=""):
    """What concerns the whole instance."""

    environment: Annotated[
        Literal["development", "production"],
        Meta(description="production refuses unsafe defaults at start"),
    ] = "development"
    secret: Annotated[
        str, hidden("what database passwords, cursors and keys derive from; 32 random characters or more")
    ] = INSECURE_SECRET
    currency: Annotated[
        str, Meta(description="what the shop sells in, as ISO 4217 spells it", pattern="^[A-Z]{3}$")
    ] = "EUR"

    def unsafe(self) -> list[str]:
        if self.secret == INSECURE_SECRET:
            return ["secret is the well-known default; set SOUK_SECRET to 32 or more random characters"]
        if len(self.secret) < SHORTEST_SECRET:
            return [f"secret is shorter than {SHORTEST_SECRET} characters"]
        return []


class WebSettings(Section, section="web"):
    """The HTTP server."""

    host: Annotated[str, Meta(description="the address to listen on")] = "127.0.0.1"
    port: Annotated[Port, Meta(description="the port to listen on")] = 8000
    processes: Annotated[Positive, Meta(description="web processes")] = 1
    public_url: Annotated[str, Meta(description="how browsers reach the shop; https in production")] = (
        "http://127.0.0.1:8000"
    )
    allowed_hosts: Annotated[
        tuple[str, ...], Meta(description="host names that are answered; * for any, in development only")
    ] = ("*",)
    cors_origins: Annotated[
        tuple[str, ...], Meta(description="origins of storefronts that may call from a browser")
    ] = ()
    trusted_proxies: Annotated[
        tuple[str, ...], Meta(description="addresses whose forwarded headers are believed")
    ] = ()
    deadline_seconds: Annotated[float, Meta(gt=0, description="a longer request is given up: 503")] = 15.0
    receive_seconds: Annotated[float, Meta(gt=0, description="a slower body is refused: 408")] = 10.0
    largest_body: Annotated[Positive, Meta(description="bytes of a request body, at most: 413")] = 1_048_576
    documentation: Annotated[bool, Meta(description="serve /schema")] = True
    leaving_seconds: Annotated[
        float, Meta(ge=0, description="behind a proxy: serve on so long, unready, before a stop")
    ] = 0.0
    drain_seconds: Annotated[float, Meta(gt=0, description="time for open requests at shutdown")] = 10.0

    def unsafe(self) -> list[str]:
        problems = []
        if "*" in self.allowed_hosts:
            problems.append("web.allowed_hosts answers any host; name the shop's own")
        if "*" in self.cors_origins:
            problems.append("web.cors_origins lets any site call; name the storefronts")
        if not self.public_url.startswith("https://"):
            problems.append("web.public_url is not https")
        return problems


class DatabaseSettings(Section, section="database"):
    """PostgreSQL. Each module logs in as a role of its own, whose password derives from the secret."""

    url: Annotated[str, hidden("the owner's address: postgresql://owner:password@host:5432/souk")] = ""
    pool: Annotated[Positive, Meta(description="most connections kept for each module and process")] = 10
    pool_overflow: Annotated[int, Meta(ge=0, description="more of them, closed at once after use")] = 0
    pool_wait_seconds: Annotated[float, Meta(gt=0, description="wait for a connection, then 503")] = 2.0
    connect_seconds: Annotated[int, Meta(ge=2, description="wait while one is being opened, then 503")] = 3


class ValkeySettings(Section, section="valkey"):
    """Valkey or Redis: jobs, caches, hints. Nothing is lost when it is."""

    url: Annotated[str, hidden("redis://host:6379/0 or unix:///path/valkey.sock")] = ""
    prefix: Annotated[
        str, Meta(description="what the keys begin with, where several shops share a server")
    ] = "souk"


class CacheSettings(Section, section="cache"):
    """What the storefront reads, kept finished in every web process, and in Valkey for all of them."""

    megabytes: Annotated[Positive, Meta(description="memory for answers in each web process")] = 64
    seconds: Annotated[Positive, Meta(description="an answer is made anew after that long at the latest")] = (
        300
    )
    look_seconds: Annotated[float, Meta(gt=0, description="how often to look for what has changed")] = 0.25
    deaf_seconds: Annotated[
        float, Meta(gt=0, description="nothing kept is trusted when changes were unknown for that long")
    ] = 1.0
    stale_seconds: Annotated[
        int, Meta(ge=0, description="how long an old answer is shown rather than an error")
    ] = 600


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


class LimitsSettings(Section, section="limits"):
    """How many requests a client may make."""

    enabled: Annotated[bool, Meta(description="count requests at all")] = True
    rates: Annotated[
        tuple[str, ...],
        Meta(description="rates that replace the built-in ones: general=100/60 is 100 requests in 60 s"),
    ] = ()


class OverloadSettings(Section, section="overload"):
    """What a web process does when more is asked of it than it can serve."""

    shed: Annotated[bool, Meta(description="refuse some with 503, rather than let everybody wait")] = True
    at_once_least: Annotated[
        Positive, Meta(description="requests that are served at the same time, however slow they are")
    ] = 8
    at_once_most: Annotated[Positive, Meta(description="the same, however fast they are")] = 512
    slowness: Annotated[
        float, Meta(gt=1, description="times as long as usual: slower requests lower that number")
    ] = 2.5
    waiting_most: Annotated[Positive, Meta(description="requests that wait for their turn")] = 1000
    patience_seconds: Annotated[float, Meta(gt=0, description="the longest wait in a short burst")] = 0.25
    hurried_seconds: Annotated[float, Meta(gt=0, description="the longest wait while it goes on")] = 0.03
    urgency: Annotated[
        float, Meta(ge=1, description="times as long may those wait who are paying, and staff")
    ] = 10.0


class LiveSettings(Section, section="live"):
    """Live streams to browsers."""

    streams: Annotated[Positive, Meta(description="open streams in one process; further ones: 503")] = 4000
    streams_per_person: Annotated[
        Positive, Meta(description="of one person in one process; further ones: 429")
    ] = 10
    heartbeat_seconds: Annotated[float, Meta(gt=0, description="the longest silence on a stream")] = 15.0
    look_seconds: Annotated[
        float, Meta(gt=0, description="how often to look for messages when no hint comes")
    ] = 1.0
    patience_seconds: Annotated[
        float, Meta(gt=0, description="a reader that takes nothing for so long is cut off")
    ] = 10.0
    retry_seconds: Annotated[
        float, Meta(gt=0, description="when a client that was cut off should come again, more or less")
    ] = 3.0
    longest_seconds: Annotated[
        float, Meta(gt=0, description="a stream ends after that time, and is opened anew by its client")
    ] = 3600.0


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


class MailSettings(Section, section="mail"):
    """Mail. Without a server, sent mail is kept in the database and shown at /dev/mail: for development."""

    smtp_host: Annotated[
        str, Meta(description="the mail server; empty: mail is kept, in development only")
    ] = ""
    smtp_port: Annotated[Port, Meta(description="587 with starttls, 465 with tls")] = 587
    smtp_security: Annotated[
        Literal["starttls", "tls", "none"], Meta(description="none only to a server on this machine")
    ] = "starttls"
    smtp_user: Annotated[str, Meta(description="who signs in to the server; empty: nobody")] = ""
    smtp_password: Annotated[str, hidden("their password")] = ""
    smtp_seconds: Annotated[float, Meta(gt=0, description="for the whole conversation")] = 20.0
    sender: Annotated[str, Meta(description="the address that mail comes from")] = "shop@souk.example"
    sender_name: Annotated[str, Meta(description="the shop's name, as mail shows it")] = "Souk"
    storefront_url: Annotated[
        str, Meta(description="where links in mails lead; empty: a page of the shop itself")
    ] = ""

    def unsafe(self) -> list[str]:
        problems = []
        if not self.smtp_host:
            problems.append("mail.smtp_host is empty; mail would be kept and never sent")
        elif self.smtp_security == "none" and self.smtp_host not in LOCAL:
            problems.append("mail.smtp_security is none; passwords and letters would go in clear text")
        if self.sender.endswith(".example"):
            problems.append("mail.sender is an example; name an address of the shop's own domain")
        return problems


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
)
