"""The web process: an ASGI application, and the server for it."""

from litestar.types import ASGIApp

from shop.api import api_document
from shop.assembly import assemble, configure
from shop.checkups import checkup_of
from shop.demo_pictures import demo_endpoints
from shop.development.endpoints import development_endpoints
from souk.cache.opening import OpenCache
from souk.configuration import LoggingSettings, OverloadSettings, TelemetrySettings, WebSettings
from souk.database.addresses import PLATFORM
from souk.http import server
from souk.http.application import application
from souk.http.departure import Departure
from souk.http.edge import Edge
from souk.http.health import health_endpoints
from souk.live.opening import OpenStreams
from souk.observability.logs import set_up_logs
from souk.observability.tracing import set_up_tracing
from souk.openapi.endpoints import schema_endpoints
from souk.overload import Turnstile
from souk.runtime import Runtime, settle_memory


def serve(web: WebSettings) -> None:
    """Serve until SIGTERM or SIGINT; open requests get their time to end."""
    server.serve("shop.web:create", web)


def create() -> ASGIApp:
    """Build the application from the environment; granian calls this in each process."""
    server.leave_when_orphaned()
    configuration = configure()
    set_up_logs(configuration[LoggingSettings])
    set_up_tracing(configuration[TelemetrySettings], "souk web")
    return web_application(Runtime(assemble(configuration), configuration))


def web_application(runtime: Runtime) -> ASGIApp:
    settings = runtime.configuration
    web, overload = settings[WebSettings], settings[OverloadSettings]
    modules = runtime.registry.modules.values()
    authenticator = next((module.authenticator for module in modules if module.authenticator), None)
    edge = Edge(runtime.switchboard, authenticator, settings, runtime.limiter())
    departure = Departure()
    vital = {"staying": departure.check, "subscribers": runtime.dispatcher.be_known}
    checkup = checkup_of(runtime, vital)
    cache = OpenCache(runtime.databases[PLATFORM], settings)
    live = OpenStreams(runtime.databases[PLATFORM], authenticator, runtime.switchboard, settings)

    async def started() -> None:
        await checkup.look()  # by which subscribers are known before anything is published
        await cache.open()
        live.open()
        runtime.follow_hints(live.hear)
        runtime.run("health", checkup.keep_looking)
        runtime.run("live messages", live.feed.follow)
        runtime.run("live sessions", live.sweep)
        server.before_stopping(leave)
        settle_memory()

    def leave() -> None:
        departure.begin()
        live.drain()

    async def stopped() -> None:
        leave()
        live.close()
        await cache.close()
        await runtime.close()

    for_developers = [*demo_endpoints(settings), *development_endpoints(settings, modules)]
    schema = schema_endpoints(lambda: api_document(runtime.registry)) if web.documentation else []
    return application(
        [*health_endpoints(checkup), *schema, *runtime.registry.routes, live.endpoint, *for_developers],
        edge,
        web,
        settings[LoggingSettings],
        cache=cache.answers,
        turnstile=Turnstile(overload) if overload.shed else None,
        sockets=live.sockets(edge),
        departure=departure,
        starts=[started],
        stops=[stopped],
    )
