"""What an endpoint's function takes, told apart by the types of its parameters."""

import re
import typing
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from souk.bus import Bus
from souk.http.answers import Answer, Reply, Stream
from souk.http.bodies import Body
from souk.http.parameters import Parameters
from souk.http.uploads import Upload
from souk.http.visits import Visit

Function = Callable[..., Awaitable[Any]]

IN_PATH = re.compile(r"{([a-z_]+)}")
PATH_KINDS = (str, UUID)


@dataclass(frozen=True, kw_only=True)
class Signature:
    """The names of the parameters, or nothing for what the function does not take; and its types."""

    body: str
    parameters: str
    bus: str
    visit: str
    upload: str
    in_path: dict[str, type]
    kinds: dict[str, Any]
    answer: Any
    """The type behind what is returned; None for nothing, and for finished bytes."""


def signature_of(function: Function, path: str) -> Signature:
    """Read the types; TypeError where they do not fit the path, or name what no request brings."""
    kinds = typing.get_type_hints(function)
    answer = kinds.pop("return", None)
    names = IN_PATH.findall(path)
    found = [_only(kinds, kind) for kind in (Body, Parameters, Bus, Visit, Upload)]
    unknown = kinds.keys() - set(found) - set(names)
    if unknown or set(names) - kinds.keys() or any(kinds[name] not in PATH_KINDS for name in names):
        raise TypeError(f"{function.__name__}: parameters and path {path} do not fit: {unknown or names}")
    body, parameters, bus, visit, upload = found
    return Signature(
        body=body,
        parameters=parameters,
        bus=bus,
        visit=visit,
        upload=upload,
        in_path={name: kinds[name] for name in names},
        kinds=kinds,
        answer=_shown(answer),
    )


def _shown(answer: Any) -> Any:
    if typing.get_origin(answer) is Reply:
        answer = typing.get_args(answer)[0]
    return None if answer in {type(None), Answer, Stream} else answer


def _only(kinds: dict[str, Any], wanted: type) -> str:
    """Return the name of the one parameter of that kind, or nothing."""
    names = [name for name, kind in kinds.items() if isinstance(kind, type) and issubclass(kind, wanted)]
    if len(names) > 1:
        raise TypeError(f"more than one parameter is a {wanted.__name__}: {', '.join(names)}")
    return names[0] if names else ""
