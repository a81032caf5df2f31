"""Tells whose turn it is by the path, before anything is routed: to refuse must be cheap."""

import re
from collections.abc import Iterable

from souk.http.routes import IN_PATH, Endpoint, Turn

STAFF = "/api/admin/"


class Turns:
    """Knows the few routes that do not wait in line like others."""

    def __init__(self, endpoints: Iterable[Endpoint]) -> None:
        own = [endpoint for endpoint in endpoints if endpoint.turn is not Turn.IN_LINE]
        self._plain = {(each.method, each.path): each.turn for each in own if not each.in_path}
        self._patterns = [
            (each.method, re.compile(IN_PATH.sub("[^/]+", each.path)), each.turn)
            for each in own
            if each.in_path
        ]
        self._methods = frozenset(method for method, _, _ in self._patterns)

    def of(self, method: str, path: str) -> Turn:
        if path.startswith(STAFF):
            return Turn.FIRST
        plain = self._plain.get((method, path))
        if plain is not None:
            return plain
        if method in self._methods:
            for served, pattern, turn in self._patterns:
                if served == method and pattern.fullmatch(path):
                    return turn
        return Turn.IN_LINE
