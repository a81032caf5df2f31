"""Every route holds what its policy says: for strangers, customers, and staff of other capabilities."""

from collections.abc import Sequence

import httpx
import pytest

from souk.http import Endpoint
from souk.testing import Stage, customer, staff
from tests.shop.api.routes import REGISTRY, ROUTES, example_body, example_path, name_of

LOOKING = [route for route in ROUTES if route.policy.looks]
GUARDED = [route for route in ROUTES if route.policy.signed_in]
CAPABLE = [route for route in ROUTES if route.policy.capability]
BY_CAPABILITY = {
    route.policy.capability: [each for each in CAPABLE if each.policy.capability == route.policy.capability]
    for route in CAPABLE
}
FORGED = "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9."
TURNED_AWAY = {401, 403}


async def answer_of(client: httpx.AsyncClient, route: Endpoint) -> httpx.Response:
    return await client.request(route.method, example_path(route), json=example_body(route))


async def turned_away(
    client: httpx.AsyncClient, routes: Sequence[Endpoint], status: int, code: str
) -> dict[str, int]:
    """Try each route; return those that answered anything else."""
    answers = {name_of(route): await answer_of(client, route) for route in routes}
    return {
        name: answer.status_code
        for name, answer in answers.items()
        if (answer.status_code, answer.json()["code"]) != (status, code)
    }


@pytest.mark.security(19)
async def test_a_stranger_is_asked_to_sign_in(stage: Stage):
    async with stage.client() as client:
        assert await turned_away(client, GUARDED, 401, "unauthenticated") == {}


async def test_a_forged_token_is_worth_nothing(stage: Stage):
    async with stage.client(authorization=FORGED) as client:
        assert await turned_away(client, LOOKING, 401, "unauthenticated") == {}


@pytest.mark.security(19)
async def test_a_customer_lacks_the_capability(stage: Stage):
    async with stage.client(customer()) as client:
        assert await turned_away(client, CAPABLE, 403, "lacks_capability") == {}


async def test_all_other_capabilities_do_not_help(stage: Stage):
    everything = [each.name for each in REGISTRY.capabilities]
    for capability, routes in BY_CAPABILITY.items():
        others = [name for name in everything if name != capability]
        async with stage.client(staff(*others)) as client:
            assert await turned_away(client, routes, 403, "lacks_capability") == {}


async def test_the_capability_lets_in(stage: Stage):
    for capability, routes in BY_CAPABILITY.items():
        async with stage.client(staff(capability)) as client:
            for route in routes:
                assert (await answer_of(client, route)).status_code not in TURNED_AWAY, name_of(route)
