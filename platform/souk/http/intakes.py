"""What a route does with the body of a request: JSON as a rule; raw bytes or a stream where it says so."""

import re
from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from souk.http.routes import IN_PATH, Endpoint


class Manner(Enum):
    """How a body is taken in."""

    JSON = "json"
    RAW = "raw"
    STREAM = "stream"


class Intake(NamedTuple):
    """The manner, how many bytes at most (None: the general limit), and of which media type (empty: any)."""

    manner: Manner = Manner.JSON
    largest: int | None = None
    media_types: tuple[str, ...] = ()


JSON_BODY = Intake()


def intake_of(endpoint: Endpoint) -> Intake:
    if endpoint.raw:
        return Intake(Manner.RAW, endpoint.largest, tuple(endpoint.body_of))
    if endpoint.upload_name:
        return Intake(Manner.STREAM, endpoint.largest, tuple(endpoint.body_of))
    return Intake(Manner.JSON, endpoint.largest)


class Intakes:
    """Knows the few routes that take a body in their own way, before anything is routed."""

    def __init__(self, endpoints: Iterable[Endpoint]) -> None:
        own = [(endpoint, intake_of(endpoint)) for endpoint in endpoints]
        self._own = [
            (endpoint.method, re.compile(IN_PATH.sub("[^/]+", endpoint.path)), intake)
            for endpoint, intake in own
            if intake != JSON_BODY
        ]
        self._methods = frozenset(method for method, _, _ in self._own)

    def of(self, method: str, path: str) -> Intake:
        if method in self._methods:
            for served, pattern, intake in self._own:
                if served == method and pattern.fullmatch(path):
                    return intake
        return JSON_BODY
