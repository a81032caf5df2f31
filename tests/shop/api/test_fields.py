"""Which fields customers may send and see: chosen ones, on every route that is not for the staff."""

from collections.abc import Iterator
from typing import Any

from souk.testing import Stage, staff
from tests.shop.api.routes import DOCUMENT, REGISTRY, ROUTES, example_body, example_path, name_of

DECIDED_BY_US = {"price", "unitprice", "role", "roles", "permissions", "status", "owner", "ownerid"}
DECIDED_BY_US |= {"total", "totalamount", "subtotal", "tax", "userid", "personid", "customerid"}
OUR_OWN_BUSINESS = ("cost", "onhand", "reserv", "threshold", "hash", "digest", "secret", "internal", "note")
EVERYTHING = [capability.name for capability in REGISTRY.capabilities]
FOR_CUSTOMERS = [route for route in ROUTES if "/admin/" not in route.path]


def fields(schema: Any, inside: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the name of every field, however deep."""
    if isinstance(schema, list):
        for each in schema:
            yield from fields(each, inside)
    elif isinstance(schema, dict):
        _, _, name = str(schema.get("$ref", "")).partition("#/components/schemas/")
        if name and name not in inside:
            yield from fields(DOCUMENT["components"]["schemas"][name], inside | {name})
        yield from schema.get("properties", {})
        for key, each in schema.items():
            yield from fields(each, inside) if key != "example" else ()


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for route in FOR_CUSTOMERS:
        yield name_of(route), DOCUMENT["paths"][route.path][route.method.lower()]


def test_fields_are_found_however_deep():
    told = {"properties": {"items": {"items": {"properties": {"onHand": {}}}}}}
    assert set(fields(told)) == {"items", "onHand"}


def test_security_21_customers_are_shown_nothing_that_is_the_shops_own_business():
    shown = {
        (name, field)
        for name, operation in operations()
        for status, answer in operation["responses"].items()
        for field in fields(answer.get("content", {}))
        if status.startswith("2") and any(word in field.lower() for word in OUR_OWN_BUSINESS)
    }
    assert shown == set()


def test_security_22_no_body_of_a_customers_has_a_field_that_we_decide():
    sent = {
        (name, field)
        for name, operation in operations()
        for field in fields(operation.get("requestBody", {}))
        if field.lower() in DECIDED_BY_US
    }
    assert sent == set()


async def test_security_22_what_nobody_may_say_is_refused_on_every_route(stage: Stage):
    surplus = {"price": "1", "role": "administrator", "status": "Paid", "ownerId": "1", "totalAmount": "1"}
    wanted = {(f"/{field}", "unknown_field") for field in surplus}
    async with stage.client(staff(*EVERYTHING), **{"idempotency-key": "a"}) as client:
        for route in FOR_CUSTOMERS:
            body = example_body(route)
            if isinstance(body, dict):
                answer = await client.request(route.method, example_path(route), json=body | surplus)
                assert answer.status_code == 400, name_of(route)
                assert wanted <= {(each["pointer"], each["code"]) for each in answer.json()["errors"]}
