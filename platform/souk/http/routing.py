"""Routing: Litestar finds the path, and what is served there is chosen by the method."""

from collections.abc import Iterable
from itertools import count
from typing import Any

from litestar import HttpMethod
from litestar.handlers import HTTPRouteHandler
from litestar.types import ASGIApp, Receive, Send

from souk.http.answers import Answer, Stream
from souk.http.calls import METHODS, Call, call_of
from souk.http.edge import Edge
from souk.http.problems import problem
from souk.http.routes import IN_PATH, Endpoint
from souk.http.serving import Serve, serving

SERVED = [HttpMethod(method) for method in METHODS - {"HEAD"}]  # the gate makes a GET of every HEAD
PLACES = "souk.places"


class Places:
    """All paths, and what is served at each. Litestar's own parsing stays unused: see docs/adr.

    Litestar takes apart the signature of every handler that it is given, two milliseconds of each start for
    each; ours would all be alike. And a middleware answers in the handler's place, so that no request object,
    no arguments and no response are made that we would not use: a third of what Litestar costs. (A handler
    of plain ASGI would be the simpler way, but Litestar 2.25 fails when its path has parameters.)
    """

    def __init__(self, endpoints: Iterable[Endpoint], edge: Edge) -> None:
        self._places: dict[str, Place] = {}
        for endpoint in endpoints:
            self._places.setdefault(_numbered(endpoint.path), Place(edge)).add(endpoint)

    @property
    def paths(self) -> tuple[str, ...]:
        """All that Litestar has to know."""
        return tuple(path.replace("}", ":str}") for path in self._places)

    def behind(self, router: ASGIApp) -> ASGIApp:
        """Return what has the router find the path, and then serves here what stands there."""

        async def routed(scope: Any, receive: Receive, send: Send) -> None:
            scope[PLACES] = self._places
            await router(scope, receive, send)

        return routed


def litestar_handler(paths: Iterable[str]) -> HTTPRouteHandler:
    """Make the one handler of all paths, which serves what the request's places hold there."""
    return HTTPRouteHandler(list(paths), http_method=SERVED, status_code=200, middleware=[_instead_of])(
        _unreached
    )


def _instead_of(app: ASGIApp) -> ASGIApp:  # noqa: ARG001 - Litestar names it so, and it is not wanted
    return _serve


async def _serve(scope: Any, receive: Receive, send: Send) -> None:
    place: Place = scope[PLACES][scope["path_template"]]
    answer = await place.serve(scope, call_of(scope))
    await answer(scope, receive, send)


class Place:
    """One path. Its endpoints may call what stands in the path differently; what counts is the order."""

    def __init__(self, edge: Edge) -> None:
        self._edge = edge
        self._endpoints: dict[str, Endpoint] = {}
        self._serving: dict[str, Serve] = {}
        """What was asked for before: to prepare all of them would take a tenth of a second of each start."""

    def add(self, endpoint: Endpoint) -> None:
        if endpoint.method in self._endpoints:
            raise TypeError(f"{endpoint.reason} is served twice")
        self._endpoints[endpoint.method] = endpoint

    async def serve(self, scope: Any, call: Call) -> Answer | Stream:
        method = scope["method"]
        endpoint = self._endpoints.get(method)
        if endpoint is None:
            return self._without_method(scope, call)
        scope["path_template"] = endpoint.path
        serve = self._serving.get(method)
        if serve is None:
            serve = self._serving[method] = serving(endpoint, self._edge)
        return await serve(scope, call)

    def _without_method(self, scope: Any, call: Call) -> Answer:
        scope["path_template"] = next(iter(self._endpoints.values())).path
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
