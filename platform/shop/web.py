"""The web process: an ASGI application for granian."""

from litestar.types import ASGIApp

from shop.assembly import assemble, configure
from souk.configuration import LoggingSettings, WebSettings
from souk.http.application import application
from souk.http.serving import Edge
from souk.observability.logs import set_up_logs
from souk.runtime import Runtime, settle_memory


def create() -> ASGIApp:
    """Build the application from the environment."""
    configuration = configure()
    set_up_logs(configuration[LoggingSettings])
    runtime = Runtime(assemble(configuration), configuration)
    return web_application(runtime)


def web_application(runtime: Runtime) -> ASGIApp:
    web = runtime.configuration[WebSettings]
    modules = runtime.registry.modules.values()
    authenticators = [module.authenticator for module in modules if module.authenticator]
    edge = Edge(
        switchboard=runtime.switchboard,
        authenticator=authenticators[0] if authenticators else None,
        secure_cookies=web.public_url.startswith("https://"),
    )

    async def started() -> None:
        settle_memory()

    return application(
        [route for module in modules for route in module.routes],
        edge,
        web,
        runtime.configuration[LoggingSettings],
        starts=[started],
        stops=[runtime.close],
    )
