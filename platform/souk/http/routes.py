"""Routes: an endpoint function, the path it answers, who may call it, and what it may refuse."""

import inspect
import re
import typing
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Any
from uuid import UUID

from souk.bus import Bus
from souk.http.answers import Answer, Reply, Stream
from souk.http.bodies import Body, BodyReader
from souk.http.parameters import ParameterReader, Parameters
from souk.http.policies import Policy, public
from souk.http.uploads import Upload
from souk.http.visits import Visit
from souk.kernel import Refusal
from souk.limits import Rate

Function = Callable[..., Awaitable[Any]]
Decorator = Callable[[Function], "Endpoint"]

IN_PATH = re.compile(r"{([a-z_]+)}")
PATH_KINDS = (str, UUID)
LONGEST_NAME = 200  # of anything that a path may call by its name


class Keys(Enum):
    """What a route does with an Idempotency-Key."""

    IGNORED = "ignored"
    ACCEPTED = "accepted"
    NEEDED = "needed"


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """One method on one path. Declared by a slice, served by souk.http, described in the OpenAPI document."""

    method: str
    path: str
    function: Function
    policy: Policy
    status: int
    refuses: tuple[type[Refusal], ...]
    summary: str
    body: BodyReader[Any] | None
    body_name: str
    parameters: ParameterReader[Any] | None
    parameters_name: str
    in_path: dict[str, type]
    wants_bus: str
    wants_visit: str
    upload_name: str
    raw: bool
    body_of: tuple[str, ...]
    largest: int | None
    reads: tuple[str, ...]
    keys: Keys
    counted: bool
    rate: Rate | None
    rate_by: Callable[[Any], str] | None
    answer: Any
    produces: str
    also: Mapping[int, Any]
    example: object
    answer_example: object
    seconds: float | None
    cached: int | None

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
    policy: Policy,
    status: int = 200,
    refuses: Sequence[type[Refusal]] = (),
    seconds: float | None = None,
    cached: int | None = None,
    raw: bool = False,
    body_of: Sequence[str] = (),
    largest: int | None = None,
    reads: Sequence[str] = (),
    needs_key: bool = False,
    hands_out_tokens: bool = False,
    counted: bool = True,
    rate: Rate | None = None,
    rate_by: Callable[[Any], str] | None = None,
    shows: Any = None,
    produces: str = "application/json",
    also: Mapping[int, Any] = MappingProxyType({}),
    example: object = None,
    answer_example: object = None,
) -> Decorator:
    """Make an endpoint of `async def place(body: PlaceBody, bus: Bus) -> Placed`.

    Parameters are told apart by their types: a Body, Parameters from the query string, the Bus, the Visit
    with headers and cookies, an Upload that streams, and the names in the path (str or UUID; a malformed UUID
    is a 404). `refuses` lists what the answer may be instead; `seconds` replaces the general deadline;
    `cached` lets whoever stands between keep the answer for that many seconds, which only a public GET may
    allow. `reads` names the headers that the function reads from the visit.

    With `raw` the body is not parsed: it is `visit.raw`. That, and an Upload, may be of the media types in
    `body_of` (any, if there are none). `largest` replaces the general limit of bytes.

    A POST accepts an Idempotency-Key: its one `bus.do` then takes effect once for each key. With `needs_key`
    it is required; a route that `hands_out_tokens` ignores it, since tokens are not to be stored.

    Requests count against the general rate, unless they are not `counted`, and well-formed ones against the
    route's own `rate` too: by address, and by what `rate_by` reads from the body, such as the account.

    The rest is for the document. An example is made up from the types, unless `example` gives one of the body
    or `answer_example` one of the answer. `shows` says what is in an Answer of finished bytes, `produces` of
    which media type it is, and `also` what it shows with another status.
    """
    if cached is not None and (method != "GET" or policy != public):
        raise TypeError(f"{method} {path} may not be cached: it is not the same for everybody")

    keys = _keys(method, needs_key=needs_key, hands_out_tokens=hands_out_tokens)

    def declare(function: Function) -> Endpoint:
        hints = typing.get_type_hints(function)
        answer = hints.pop("return", None)
        names = IN_PATH.findall(path)
        body = _only(hints, Body)
        parameters = _only(hints, Parameters)
        bus = _only(hints, Bus)
        visit = _only(hints, Visit)
        upload = _only(hints, Upload)
        unknown = hints.keys() - {body, parameters, bus, visit, upload} - set(names)
        if unknown or set(names) - hints.keys() or any(hints[n] not in PATH_KINDS for n in names):
            raise TypeError(f"{function.__name__}: parameters and path {path} do not fit: {unknown or names}")
        return Endpoint(
            method=method,
            path=path,
            function=function,
            policy=policy,
            status=status,
            refuses=tuple(refuses),
            summary=inspect.getdoc(function) or function.__name__.replace("_", " ").capitalize(),
            body=BodyReader(hints[body]) if body else None,
            body_name=body,
            parameters=ParameterReader(hints[parameters]) if parameters else None,
            parameters_name=parameters,
            in_path={name: hints[name] for name in names},
            wants_bus=bus,
            wants_visit=visit,
            upload_name=upload,
            raw=raw,
            body_of=tuple(body_of),
            largest=largest,
            reads=tuple(reads),
            keys=Keys.IGNORED if raw or upload else keys,
            counted=counted,
            rate=rate,
            rate_by=rate_by,
            answer=shows or _shown(answer),
            produces=produces,
            also=also,
            example=example,
            answer_example=answer_example,
            seconds=seconds,
            cached=cached,
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


def _shown(answer: Any) -> Any:
    """Return the type behind what the function returns; of finished bytes nothing is known."""
    if typing.get_origin(answer) is Reply:
        answer = typing.get_args(answer)[0]
    return None if answer in {type(None), Answer, Stream} else answer


def _only(hints: dict[str, Any], kind: type) -> str:
    """Return the name of the one parameter of that kind, or nothing."""
    names = [name for name, hint in hints.items() if isinstance(hint, type) and issubclass(hint, kind)]
    if len(names) > 1:
        raise TypeError(f"more than one parameter is a {kind.__name__}: {', '.join(names)}")
    return names[0] if names else ""
