"""Routes: an endpoint function, the path it answers, who may call it, and what it may refuse."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from souk.http.bodies import BodyReader
from souk.http.parameters import ParameterReader
from souk.http.policies import Policy, public
from souk.http.signatures import IN_PATH, Function, Signature, signature_of
from souk.kernel import Refusal
from souk.limits import Rate

__all__ = [
    "IN_PATH",
    "LONGEST_NAME",
    "Endpoint",
    "Keys",
    "Turn",
    "delete",
    "get",
    "patch",
    "post",
    "put",
    "route",
]

Decorator = Callable[[Function], "Endpoint"]

LONGEST_NAME = 200  # of anything that a path may call by its name


class Turn(Enum):
    """Whose turn it is while more is asked than can be served."""

    AT_ONCE = "at once"
    """Everybody's, always: for what is cheap and tells how the process is."""
    FIRST = "first"
    """Those who are about to pay; what staff do is urgent without being declared."""
    IN_LINE = "in line"


class Keys(Enum):
    """What a route does with an Idempotency-Key."""

    IGNORED = "ignored"
    ACCEPTED = "accepted"
    NEEDED = "needed"


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """One method on one path. Declared by a slice, served by souk.http, described in the OpenAPI document.

    What comes first is read from the function; what has a default, a slice may say where it declares it.
    """

    method: str
    path: str
    function: Function
    policy: Policy
    keys: Keys
    summary: str
    body: BodyReader[Any] | None
    body_name: str
    parameters: ParameterReader[Any] | None
    parameters_name: str
    in_path: dict[str, type]
    wants_bus: str
    wants_visit: str
    upload_name: str
    answer: Any

    status: int = 200
    refuses: Sequence[type[Refusal]] = ()
    """What the answer may be instead."""
    reads: Sequence[str] = ()
    """The headers that the function reads from the visit."""
    seconds: float | None = None
    """Replaces the general deadline."""
    cached: int | None = None
    """Seconds for which whoever stands between may keep the answer: only for a public GET."""
    raw: bool = False
    """The body is not parsed: it is `visit.raw`."""
    body_of: Sequence[str] = ()
    """Of which media types a raw body or an Upload may be; any, if there are none."""
    largest: int | None = None
    """Replaces the general limit of bytes."""
    turn: Turn = Turn.IN_LINE
    """Whose turn it is when not everybody can be served."""
    counted: bool = True
    """Whether requests count against the general rate."""
    rate: Rate | None = None
    """The route's own, against which well-formed requests count too, by address,"""
    rate_by: Callable[[Any], str] | None = None
    """and by what this reads from the body, such as the account."""
    produces: str = "application/json"
    """For the document, like what follows: the media type of the answer,"""
    also: Mapping[int, Any] = field(default_factory=dict)
    """what it shows with another status,"""
    example: object = None
    """a body, and"""
    answer_example: object = None
    """an answer; either is made up from the types where none is given."""

    def __post_init__(self) -> None:
        if self.cached is not None and (self.method != "GET" or self.policy != public):
            raise TypeError(f"{self.reason} may not be cached: it is not the same for everybody")

    @property
    def name(self) -> str:
        return self.function.__name__

    @property
    def reason(self) -> str:
        """Why everything behind it happens."""
        return f"{self.method} {self.path}"


def route(
    method: str,
    path: str,
    *,
    needs_key: bool = False,
    hands_out_tokens: bool = False,
    shows: Any = None,
    **said: Any,
) -> Decorator:
    """Make an endpoint of `async def place(body: PlaceBody, bus: Bus) -> Placed`.

    Parameters are told apart by their types: a Body, Parameters from the query string, the Bus, the Visit
    with headers and cookies, an Upload that streams, and the names in the path (str or UUID; a malformed UUID
    is a 404). What else may be said stands at Endpoint.

    A POST accepts an Idempotency-Key: its one `bus.do` then takes effect once for each key. With `needs_key`
    it is required; a route that `hands_out_tokens` ignores it, since tokens are not to be stored.

    `shows` tells the document what is in an Answer of finished bytes.
    """
    keys = _keys(method, needs_key=needs_key, hands_out_tokens=hands_out_tokens)

    def declare(function: Function) -> Endpoint:
        takes = signature_of(function, path)
        return Endpoint(
            method=method,
            path=path,
            function=function,
            keys=Keys.IGNORED if said.get("raw") or takes.upload else keys,
            summary=inspect.getdoc(function) or function.__name__.replace("_", " ").capitalize(),
            answer=shows or takes.answer,
            **_taken(takes),
            **said,
        )

    return declare


def get(path: str, *, policy: Policy, **more: Any) -> Decorator:
    return route("GET", path, policy=policy, **more)


def post(path: str, *, policy: Policy, **more: Any) -> Decorator:
    return route("POST", path, policy=policy, **more)


def put(path: str, *, policy: Policy, **more: Any) -> Decorator:
    return route("PUT", path, policy=policy, **more)


def patch(path: str, *, policy: Policy, **more: Any) -> Decorator:
    return route("PATCH", path, policy=policy, **more)


def delete(path: str, *, policy: Policy, **more: Any) -> Decorator:
    return route("DELETE", path, policy=policy, **more)


def _keys(method: str, *, needs_key: bool, hands_out_tokens: bool) -> Keys:
    if method != "POST" or hands_out_tokens:
        if needs_key:
            raise TypeError("only a POST that hands out no tokens takes a key")
        return Keys.IGNORED
    return Keys.NEEDED if needs_key else Keys.ACCEPTED


def _taken(takes: Signature) -> dict[str, Any]:
    body, parameters = takes.kinds.get(takes.body), takes.kinds.get(takes.parameters)
    return {
        "body": BodyReader(body) if body else None,
        "body_name": takes.body,
        "parameters": ParameterReader(parameters) if parameters else None,
        "parameters_name": takes.parameters,
        "in_path": takes.in_path,
        "wants_bus": takes.bus,
        "wants_visit": takes.visit,
        "upload_name": takes.upload,
    }
