"""The OpenAPI document, built from what the mounted modules declare; the same for the same code."""

from collections.abc import Iterable, Mapping
from typing import Any

from souk.http.mistakes import Mistake
from souk.http.problem_kinds import MISTAKE_CODES
from souk.http.routes import Endpoint
from souk.modules import Registry
from souk.openapi.operations import operation, types_of
from souk.openapi.problem_list import ListedProblem, Problem, example, listed_problems
from souk.openapi.schemas import REFERENCE, Schemas

PLATFORM = "souk"
ABOUT = """\
Bodies are JSON in camelCase, times RFC 3339 in UTC, ids UUIDs. Amounts of money are numbers in major
units with exactly the decimals of their currency, which stands beside them. What is not documented is
refused: unknown fields, unknown parameters, other media types. Every answer from 400 upwards is a problem
(RFC 9457) with a stable code."""


class AmbiguousOperation(Exception):
    """Two endpoints of one module are called the same."""


def document(registry: Registry, platform: Iterable[Endpoint] = ()) -> dict[str, Any]:
    """Describe every route: those of the modules, and the platform's own."""
    routes = [(module.name, endpoint) for module in registry.declarations for endpoint in module.routes]
    routes += [(PLATFORM, endpoint) for endpoint in platform]
    schemas = Schemas([Problem, *(kind for _, endpoint in routes for kind in types_of(endpoint))])
    problems = listed_problems(registry)
    built = {
        "openapi": "3.1.0",
        "info": {"title": "Souk", "version": "1", "description": ABOUT, "license": _license()},
        "servers": [{"url": "/"}],
        "tags": _tags(registry),
        "paths": _paths(routes, schemas, {problem.code: problem.meaning for problem in problems}),
        "components": _components(problems, schemas),
    }
    _drop_unused(built)
    return built


def _license() -> dict[str, str]:
    return {"name": "Apache-2.0", "identifier": "Apache-2.0"}


def _tags(registry: Registry) -> list[dict[str, str]]:
    about = {module.name: module.summary for module in registry.declarations}
    about.setdefault(PLATFORM, "The platform itself.")
    return [{"name": name, "description": description} for name, description in about.items()]


def _paths(
    routes: list[tuple[str, Endpoint]], schemas: Schemas, meanings: Mapping[str, str]
) -> dict[str, Any]:
    paths: dict[str, dict[str, Any]] = {}
    seen: set[str] = set()
    for module, endpoint in sorted(routes, key=lambda route: (route[1].path, route[1].method)):
        found = operation(endpoint, module, schemas, meanings)
        name = found["operationId"]
        if name in seen:
            raise AmbiguousOperation(f"{module} has two endpoints called {endpoint.name}")
        seen.add(name)
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = found
    return paths


def _components(problems: list[ListedProblem], schemas: Schemas) -> dict[str, Any]:
    schemas.properties(Problem)["code"]["enum"] = [problem.code for problem in problems]
    schemas.properties(Mistake)["code"]["enum"] = sorted(MISTAKE_CODES)
    return {
        "schemas": dict(sorted(schemas.components.items())),
        "examples": {p.code: {"summary": p.meaning, "value": example(p)} for p in problems},
        "headers": {
            "X-Request-Id": {
                "description": "Names this request in the logs. Sent with a request, it is kept.",
                "schema": {"type": "string", "pattern": "^[A-Za-z0-9_.-]{8,128}$"},
            }
        },
        "securitySchemes": {
            "bearer": {
                "type": "http",
                "scheme": "bearer",
                "bearerFormat": "JWT",
                "description": "The access token from POST /api/users/login, fifteen minutes long.",
            }
        },
    }


def _drop_unused(built: dict[str, Any]) -> None:
    """Take out the structs of query strings: their fields stand in the parameters already."""
    schemas = built["components"]["schemas"]
    used: set[str] = set()
    waiting = set(_references(built["paths"]))
    while waiting:
        name = waiting.pop()
        if name not in used:
            used.add(name)
            waiting |= set(_references(schemas[name]))
    for name in schemas.keys() - used:
        del schemas[name]


def _references(part: Any) -> Iterable[str]:
    if isinstance(part, Mapping):
        reference = part.get("$ref", "")
        if isinstance(reference, str) and reference.startswith(REFERENCE):
            yield reference.removeprefix(REFERENCE)
        for value in part.values():
            yield from _references(value)
    elif isinstance(part, list):
        for value in part:
            yield from _references(value)
