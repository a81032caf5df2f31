"""Settings of what clients meet: the server, how much each may ask, how much all may, live streams."""

from typing import Annotated

from msgspec import Meta

from souk.configuration.sections import Port, Positive, Section


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
    ] = 4
    at_once_most: Annotated[Positive, Meta(description="the same, however fast they are")] = 512
    slowness: Annotated[
        float, Meta(gt=1, description="times as long as usual: slower requests lower that number")
    ] = 2.5
    waiting_most: Annotated[Positive, Meta(description="requests that wait for their turn")] = 1000
    patience_seconds: Annotated[float, Meta(gt=0, description="the longest wait in a short burst")] = 0.25
    hurried_seconds: Annotated[float, Meta(gt=0, description="the longest wait while it goes on")] = 0.03
    urgency: Annotated[
        float, Meta(ge=1, description="times as long may those wait who are paying, and staff")
    ] = 4.0


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
