"""The document is valid, complete, and tells the truth about the shop that is mounted."""

import json
import subprocess
import sys
from typing import Any

import jsonschema_rs
import pytest

from shop.api import api_document
from souk.http import Endpoint
from souk.modules import Registry
from souk.openapi import as_text
from souk.openapi.problem_list import ambiguous_codes
from tests.shop.api.routes import DOCUMENT, REGISTRY

ROUTES = [route for module in REGISTRY.modules.values() for route in module.routes]
Json = dict[str, Any]


def operations(document: Json = DOCUMENT) -> list[tuple[str, str, Json]]:
    return [
        (method, path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def operation_of(route: Endpoint) -> Json:
    found: Json = DOCUMENT["paths"][route.path][route.method.lower()]
    return found


def validator(schema: Json) -> jsonschema_rs.Draft202012Validator:
    """Check values by a schema of the document, references into it included."""
    return jsonschema_rs.Draft202012Validator({**schema, "components": DOCUMENT["components"]})


def names(each: Any) -> str:
    return f"{each.method} {each.path}" if isinstance(each, Endpoint) else str(each)


@pytest.mark.slow
def test_is_valid_openapi():
    """In a process of its own: to import the validator takes five seconds."""
    command = [sys.executable, "-m", "openapi_spec_validator", "--schema", "3.1", "-"]
    checked = subprocess.run(command, input=as_text(DOCUMENT), capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_is_the_same_in_another_process():
    """Sets and hashes differ from process to process; the document must not."""
    program = "from shop.api import api_document as d; from shop.assembly import assemble, configure as c;"
    program += "from souk.openapi import as_text; print(as_text(d(assemble(c()))), end='')"
    found = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert found.stdout == as_text(DOCUMENT)


@pytest.mark.parametrize("route", ROUTES, ids=names)
def test_describes_every_route(route: Endpoint):
    operation = operation_of(route)
    assert operation["x-policy"] == route.policy.name
    assert operation.get("x-capability", "") == route.policy.capability
    assert ({"bearer": [route.policy.capability]} in operation["security"]) == bool(route.policy.capability)
    assert str(route.status) in operation["responses"]
    has_body = bool(route.body or route.raw or route.upload_name)
    assert ("requestBody" in operation) == has_body
    assert {"400", "503"} <= operation["responses"].keys()
    assert ("401" in operation["responses"]) >= route.policy.signed_in
    assert ("403" in operation["responses"]) >= bool(route.policy.capability)
    assert ("415" in operation["responses"]) == has_body


@pytest.mark.parametrize("route", ROUTES, ids=names)
def test_names_every_refusal_that_a_route_declares(route: Endpoint):
    responses = operation_of(route)["responses"]
    for refusal in route.refuses:
        examples = responses[str(refusal.status)]["content"]["application/problem+json"]["examples"]
        assert refusal.code in examples


@pytest.mark.parametrize(("method", "path", "operation"), operations())
def test_every_example_fits_its_schema(method: str, path: str, operation: Json):
    bodies = [operation["requestBody"]] if "requestBody" in operation else []
    contents = [
        content
        for holder in [*bodies, *operation["responses"].values()]
        for content in holder.get("content", {}).values()
    ]
    for content in contents:
        if "example" in content:
            validator(content["schema"]).validate(content["example"])
    for parameter in operation.get("parameters", []):
        validator(parameter["schema"]).validate(parameter["example"])


@pytest.mark.parametrize(("method", "path", "operation"), operations())
def test_every_answer_with_a_json_body_has_an_example(method: str, path: str, operation: Json):
    for status, response in operation["responses"].items():
        if "application/json" in response.get("content", {}) and int(status) < 400:
            assert response["content"]["application/json"]["example"] is not None


@pytest.mark.parametrize("route", [route for route in ROUTES if route.body], ids=names)
def test_the_example_of_a_body_is_one_that_is_read(route: Endpoint):
    assert route.body
    example = operation_of(route)["requestBody"]["content"]["application/json"]["example"]
    route.body.read(json.dumps(example).encode())


def test_every_problem_is_an_example_of_its_schema():
    problem = validator(DOCUMENT["components"]["schemas"]["Problem"])
    for code, example in DOCUMENT["components"]["examples"].items():
        problem.validate(example["value"])
        assert example["value"]["code"] == code


def test_a_code_never_stands_for_two_statuses():
    assert ambiguous_codes(REGISTRY) == []


def test_money_is_a_number():
    schemas = DOCUMENT["components"]["schemas"]
    assert schemas["catalog.CardFigures"]["properties"]["price"]["type"] == "number"


def test_an_answer_has_all_of_its_fields_but_those_that_may_be_unset():
    granted = DOCUMENT["components"]["schemas"]["users.edge.AccessGranted"]
    assert set(granted["required"]) == set(granted["properties"])
    found = DOCUMENT["components"]["schemas"]["catalog.list_products.FoundProducts"]
    assert set(found["properties"]) - set(found["required"]) == {"facets"}


def test_an_address_can_be_too_long_where_one_can_say_much():
    paths = DOCUMENT["paths"]
    assert "414" in paths["/api/products"]["get"]["responses"]
    assert "414" in paths["/api/orders/{id}"]["get"]["responses"]
    assert "414" not in paths["/api/categories"]["get"]["responses"]


def test_an_empty_registry_is_described_too():
    assert api_document(Registry([]))["paths"].keys() == {
        "/api/notifications/stream",
        "/health",
        "/health/live",
        "/health/ready",
        "/metrics",
        "/problems/{code}",
        "/schema",
        "/schema/openapi.json",
    }
