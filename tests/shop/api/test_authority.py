"""Every route holds what its policy says: for strangers, customers, and staff of other capabilities."""

import pytest

from souk.http import Endpoint
from souk.testing import Stage, customer, staff
from tests.shop.api.routes import REGISTRY, ROUTES, example_body, example_path, name_of

GUARDED = [route for route in ROUTES if route.policy.signed_in]
CAPABLE = [route for route in ROUTES if route.policy.capability]
FORGED = "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9."


@pytest.mark.parametrize("route", GUARDED, ids=name_of)
async def test_a_stranger_is_asked_to_sign_in(stage: Stage, route: Endpoint):
    async with stage.client() as client:
        answer = await client.request(route.method, example_path(route), json=example_body(route))
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")


@pytest.mark.parametrize("route", [route for route in ROUTES if route.policy.looks], ids=name_of)
async def test_a_forged_token_is_worth_nothing(stage: Stage, route: Endpoint):
    async with stage.client(authorization=FORGED) as client:
        answer = await client.request(route.method, example_path(route), json=example_body(route))
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")


@pytest.mark.parametrize("route", CAPABLE, ids=name_of)
async def test_a_customer_lacks_the_capability(stage: Stage, route: Endpoint):
    async with stage.client(customer()) as client:
        answer = await client.request(route.method, example_path(route), json=example_body(route))
    assert (answer.status_code, answer.json()["code"]) == (403, "lacks_capability")


@pytest.mark.parametrize("route", CAPABLE, ids=name_of)
async def test_all_other_capabilities_do_not_help(stage: Stage, route: Endpoint):
    others = [each.name for each in REGISTRY.capabilities if each.name != route.policy.capability]
    async with stage.client(staff(*others)) as client:
        answer = await client.request(route.method, example_path(route), json=example_body(route))
    assert (answer.status_code, answer.json()["code"]) == (403, "lacks_capability")


@pytest.mark.parametrize("route", CAPABLE, ids=name_of)
async def test_the_capability_lets_in(stage: Stage, route: Endpoint):
    async with stage.client(staff(route.policy.capability)) as client:
        answer = await client.request(route.method, example_path(route), json=example_body(route))
    assert answer.status_code not in {401, 403}
