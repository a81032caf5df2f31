"""The web process: an ASGI application, and the server for it."""

from litestar.types import ASGIApp

from shop.api import api_document
from shop.assembly import assemble, configure
from shop.demo_pictures import demo_endpoints
from shop.development.endpoints import development_endpoints
from souk.cache.opening import OpenCache
from souk.configuration import LoggingSettings, TelemetrySettings, WebSettings
from souk.database.addresses import PLATFORM
from souk.http import server
from souk.http.application import application
from souk.http.edge import Edge
from souk.http.health import health_endpoints
from souk.observability.logs import set_up_logs
from souk.observability.tracing import set_up_tracing
from souk.openapi.endpoints import schema_endpoints
from souk.runtime import Runtime, settle_memory


def serve(web: WebSettings) -> None:
    """Serve until SIGTERM or SIGINT; open requests get their time to end."""
    server.serve("shop.web:create", web)


def create() -> ASGIApp:
    """Build the application from the environment; granian calls this in each process."""
    configuration = configure()
    set_up_logs(configuration[LoggingSettings])
    set_up_tracing(configuration[TelemetrySettings], "souk web")
    return web_application(Runtime(assemble(configuration), configuration))


def web_application(runtime: Runtime) -> ASGIApp:
    web = runtime.configuration[WebSettings]
    modules = runtime.registry.modules.values()
    edge = Edge(
        switchboard=runtime.switchboard,
        authenticator=next((module.authenticator for module in modules if module.authenticator), None),
        configuration=runtime.configuration,
        limiter=runtime.limiter(),
    )
    databases = {name: runtime.databases[name].ping for name in runtime.registry.names}
    outside = {f"{module.name}: {check.name}": check.check for module in modules for check in module.health}
    health = health_endpoints(needed=databases, useful={"valkey": runtime.valkey_answers, **outside})

    cache = OpenCache(runtime.databases[PLATFORM], runtime.configuration)

    async def started() -> None:
        await cache.open()
        settle_memory()

    async def stopped() -> None:
        await cache.close()
        await runtime.close()

    settings = runtime.configuration
    for_developers = [*demo_endpoints(settings), *development_endpoints(settings)]
    schema = schema_endpoints(lambda: api_document(runtime.registry)) if web.documentation else []
    return application(
        [*health, *schema, *runtime.registry.routes, *for_developers],
        edge,
        web,
        runtime.configuration[LoggingSettings],
        cache=cache.answers,
        starts=[started],
        stops=[stopped],
    )
