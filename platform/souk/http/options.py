"""Which methods a path serves: asked for by OPTIONS, and told with every 405."""

from collections.abc import Iterable

from litestar import HttpMethod
from litestar.handlers import HTTPRouteHandler
from litestar.types import ASGIApp

from souk.http.answers import Answer
from souk.http.routes import IN_PATH, Endpoint


def allow(methods: Iterable[str]) -> tuple[bytes, bytes]:
    """Return the header. HEAD is served wherever there is a GET; the gate sees to it."""
    found = {*methods, "OPTIONS"}
    return b"allow", ", ".join(sorted(found | {"HEAD"} if "GET" in found else found)).encode()


def options_handlers(endpoints: Iterable[Endpoint]) -> list[HTTPRouteHandler]:
    """Make a handler for each path.

    Litestar is given them before all others, or it would make its own, which forget methods.
    """
    paths: dict[str, list[Endpoint]] = {}
    for endpoint in endpoints:
        paths.setdefault(IN_PATH.sub("{}", endpoint.path), []).append(endpoint)
    return [_handler(served) for served in paths.values()]


def _handler(served: list[Endpoint]) -> HTTPRouteHandler:
    header = allow(endpoint.method for endpoint in served)

    async def options() -> ASGIApp:
        return Answer(204, headers=[header])

    path = IN_PATH.sub(r"{\1:str}", served[0].path)
    return HTTPRouteHandler(path, http_method=[HttpMethod.OPTIONS], status_code=200)(options)
