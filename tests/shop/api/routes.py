"""The shop's routes, with an example of what each is sent."""

import re
from typing import Any

from shop.api import api_document
from shop.assembly import assemble, configure
from souk.http import Endpoint

REGISTRY = assemble(configure())
DOCUMENT = api_document(REGISTRY)
ROUTES = REGISTRY.routes
IN_PATH = re.compile(r"{([a-z_]+)}")


def name_of(route: Endpoint) -> str:
    return f"{route.method} {route.path}"


def example_path(route: Endpoint, **replaced: str) -> str:
    values = {each["name"]: each["example"] for each in _parameters(route, "path")} | replaced
    return IN_PATH.sub(lambda found: str(values[found[1]]), route.path)


def names_in_query(route: Endpoint) -> list[str]:
    return [each["name"] for each in _parameters(route, "query")]


def example_body(route: Endpoint) -> Any:
    """Return the example of its body, nothing if it takes none."""
    if route.body is None:
        return None
    return _operation(route)["requestBody"]["content"]["application/json"]["example"]


def _operation(route: Endpoint) -> dict[str, Any]:
    found: dict[str, Any] = DOCUMENT["paths"][route.path][route.method.lower()]
    return found


def _parameters(route: Endpoint, place: str) -> list[dict[str, Any]]:
    return [each for each in _operation(route).get("parameters", []) if each["in"] == place]
