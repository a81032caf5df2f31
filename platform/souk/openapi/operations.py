"""One endpoint as an operation of the document."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from souk.http.answers import JSON
from souk.http.routes import LONGEST_NAME, Endpoint
from souk.openapi.examples import example_of, spelled_out
from souk.openapi.failures import responses
from souk.openapi.headers import in_headers
from souk.openapi.schemas import Schemas

CACHING = {
    "ETag": {"description": "The tag of these bytes", "schema": {"type": "string"}},
    "Cache-Control": {"description": "For how long they may be kept", "schema": {"type": "string"}},
}
BYTES: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}
REQUEST_ID = {"$ref": "#/components/headers/X-Request-Id"}


def types_of(endpoint: Endpoint) -> list[Any]:
    """Return the types that the operation speaks of."""
    found = [reader.kind for reader in (endpoint.body, endpoint.parameters) if reader]
    answers = [kind for kind in (endpoint.answer, *endpoint.also.values()) if kind is not None]
    return [*found, *answers]


def operation(
    endpoint: Endpoint, module: str, schemas: Schemas, meanings: Mapping[str, str]
) -> dict[str, Any]:
    summary, _, more = endpoint.summary.partition("\n\n")
    found: dict[str, Any] = {
        "operationId": f"{module}_{endpoint.name}",
        "tags": [module],
        "summary": " ".join(summary.split()),
    }
    if more:
        found["description"] = more
    parameters = [*_in_path(endpoint), *_in_query(endpoint, schemas), *in_headers(endpoint)]
    if parameters:
        found["parameters"] = parameters
    if endpoint.body:
        found["requestBody"] = {"required": True, "content": _body(endpoint, schemas)}
    elif endpoint.raw or endpoint.upload_name:
        kinds = endpoint.body_of or ("*/*",)
        found["requestBody"] = {"required": True, "content": dict.fromkeys(kinds, BYTES)}
    found["responses"] = {**_successes(endpoint, schemas), **responses(endpoint, meanings)}
    for status, kind in endpoint.also.items():
        content = found["responses"].setdefault(str(status), {}).setdefault("content", {})
        content[JSON.decode()] = {"schema": schemas.of(kind), "example": example_of(kind)}
    return found | _policy(endpoint)


def _in_path(endpoint: Endpoint) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "string", "format": "uuid"}
            if kind is UUID
            else {"type": "string", "maxLength": LONGEST_NAME},
            "example": example_of(kind, name),
        }
        for name, kind in endpoint.in_path.items()
    ]


def _in_query(endpoint: Endpoint, schemas: Schemas) -> list[dict[str, Any]]:
    if endpoint.parameters is None:
        return []
    shown = example_of(endpoint.parameters.kind)
    required = endpoint.parameters.required
    return [
        {
            "name": name,
            "in": "query",
            "required": name in required,
            "schema": _without_null(schema),
            "example": shown[name],
        }
        for name, schema in schemas.properties(endpoint.parameters.kind).items()
    ]


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter that may be left out is never null."""
    others = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    if len(others) != 1:
        return schema
    rest = {
        key: value for key, value in schema.items() if key != "anyOf" and (key, value) != ("default", None)
    }
    return {**others[0], **rest}


def _body(endpoint: Endpoint, schemas: Schemas) -> dict[str, Any]:
    assert endpoint.body is not None  # noqa: S101 - asked before; this is for the type checker
    kind = endpoint.body.kind
    shown = example_of(kind) if endpoint.example is None else spelled_out(endpoint.example)
    return {JSON.decode(): {"schema": schemas.of(kind), "example": shown}}


def _successes(endpoint: Endpoint, schemas: Schemas) -> dict[str, Any]:
    found = {str(endpoint.status): _success(endpoint, schemas)}
    if endpoint.cached is not None:
        found[str(endpoint.status)]["headers"] |= CACHING
        found["304"] = {"description": "It has not changed: `If-None-Match` named its tag"}
    return found


def _success(endpoint: Endpoint, schemas: Schemas) -> dict[str, Any]:
    found: dict[str, Any] = {
        "description": HTTPStatus(endpoint.status).phrase,
        "headers": {"X-Request-Id": REQUEST_ID},
    }
    if endpoint.produces != JSON.decode():
        found["content"] = {endpoint.produces: {"schema": {"type": "string"}}}
    elif endpoint.answer is not None:
        declared = endpoint.answer_example
        shown = example_of(endpoint.answer) if declared is None else spelled_out(declared)
        found["content"] = {endpoint.produces: {"schema": schemas.of(endpoint.answer), "example": shown}}
    return found


def _policy(endpoint: Endpoint) -> dict[str, Any]:
    policy = endpoint.policy
    bearer: dict[str, list[str]] = {"bearer": [policy.capability] if policy.capability else []}
    demands = [bearer] if policy.signed_in else [{}, bearer] if policy.looks else []
    found: dict[str, Any] = {"security": demands, "x-policy": policy.name}
    return found | ({"x-capability": policy.capability} if policy.capability else {})
