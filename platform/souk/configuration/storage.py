"""Settings of where things are kept."""

from typing import Annotated

from msgspec import Meta

from souk.configuration.sections import Positive, Section, hidden


class DatabaseSettings(Section, section="database"):
    """PostgreSQL. Each module logs in as a role of its own, whose password derives from the secret."""

    url: Annotated[
        str,
        hidden("the owner's address: postgresql://owner:password@host:5432/souk"),
        Meta(pattern=r"^($|postgres(ql)?(\+psycopg)?://)"),
    ] = ""
    pool: Annotated[Positive, Meta(description="most connections kept for each module and process")] = 10
    pool_overflow: Annotated[int, Meta(ge=0, description="more of them, closed at once after use")] = 0
    pool_wait_seconds: Annotated[float, Meta(gt=0, description="wait for a connection, then 503")] = 2.0
    connect_seconds: Annotated[int, Meta(ge=2, description="wait while one is being opened, then 503")] = 3


class ValkeySettings(Section, section="valkey"):
    """Valkey or Redis: jobs, caches, hints. Nothing is lost when it is."""

    url: Annotated[
        str,
        hidden("redis://host:6379/0 or unix:///path/valkey.sock"),
        Meta(pattern=r"^($|(rediss?|unix)://)"),
    ] = ""
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
