"""Routing: Litestar finds the path, and what is served there is chosen by the method."""

from collections.abc import Iterable
from itertools import count
from typing import Any

from litestar import HttpMethod
from litestar.handlers import HTTPRouteHandler
from litestar.types import ASGIApp, Receive, Scope, Send

from souk.http.answers import Answer, Stream
from souk.http.calls import METHODS, Call, call_of
from souk.http.edge import Edge
from souk.http.problems import problem
from souk.http.routes import IN_PATH, Endpoint
from souk.http.serving import Serve, serving

SERVED = [HttpMethod(method) for method in METHODS - {"HEAD"}]  # the gate makes a GET of every HEAD


def litestar_handler(endpoints: Iterable[Endpoint], edge: Edge) -> HTTPRouteHandler:
    """Make the one handler of all paths. Litestar's own parsing stays unused: see docs/adr.

    Litestar takes apart the signature of every handler that it is given, two milliseconds of each start for
    each; ours would all be alike. And a middleware answers in the handler's place, so that no request object,
    no arguments and no response are made that we would not use: a third of what Litestar costs. (A handler
    of plain ASGI would be the simpler way, but Litestar 2.25 fails when its path has parameters.)
    """
    places: dict[str, Place] = {}
    for endpoint in endpoints:
        places.setdefault(_numbered(endpoint.path), Place()).add(endpoint, edge)

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        answer = await places[scope["path_template"]].serve(scope, call_of(scope))
        await answer(scope, receive, send)

    def instead_of(app: ASGIApp) -> ASGIApp:  # noqa: ARG001 - Litestar names it so, and it is not wanted
        return serve

    paths = [path.replace("}", ":str}") for path in places]
    return HTTPRouteHandler(paths, http_method=SERVED, status_code=200, middleware=[instead_of])(_unreached)


class Place:
    """One path. Its endpoints may call what stands in the path differently; what counts is the order."""

    def __init__(self) -> None:
        self._endpoints: dict[str, tuple[Endpoint, Serve]] = {}

    def add(self, endpoint: Endpoint, edge: Edge) -> None:
        if endpoint.method in self._endpoints:
            raise TypeError(f"{endpoint.reason} is served twice")
        self._endpoints[endpoint.method] = (endpoint, serving(endpoint, edge))

    async def serve(self, scope: Any, call: Call) -> Answer | Stream:
        found = self._endpoints.get(scope["method"])
        if found is None:
            return self._without_method(scope, call)
        endpoint, serve = found
        scope["path_template"] = endpoint.path
        return await serve(scope, call)

    def _without_method(self, scope: Any, call: Call) -> Answer:
        scope["path_template"] = next(iter(self._endpoints.values()))[0].path
        if scope["method"] == "OPTIONS":
            return Answer(204, headers=[self._allow()])
        answer = problem(405, "method_not_allowed", "This method is not served here.", call.id)
        answer.headers.append(self._allow())
        return answer

    def _allow(self) -> tuple[bytes, bytes]:
        """Return the header. HEAD is served wherever there is a GET; the gate sees to it."""
        methods = {*self._endpoints, "OPTIONS"}
        return b"allow", ", ".join(sorted(methods | {"HEAD"} if "GET" in methods else methods)).encode()


async def _unreached() -> None:
    """Stand where Litestar wants a function."""


def _numbered(path: str) -> str:
    """Return the path with its parameters by number, the same for all that is served there."""
    numbers = count(1)
    return IN_PATH.sub(lambda _: f"{{p{next(numbers)}}}", path)
