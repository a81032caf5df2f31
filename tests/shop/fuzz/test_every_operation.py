"""Whatever fits our own OpenAPI document, and whatever just misses it: each operation answers as it promises.

Ten cases for each operation in CI, spread over a stranger, a customer and the staff; before a release
`SOUK_TEST_FUZZ_CASES=300 ./souk test -m slow -k fuzz`. A failure prints the request that makes it.
"""

import asyncio
import os
from collections.abc import Sequence

import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.shop.api.routes import DOCUMENT, ROUTES
from tests.shop.fuzz.conftest import FilledShop

CASES = int(os.environ.get("SOUK_TEST_FUZZ_CASES", "10"))
SEED = int(os.environ.get("SOUK_TEST_FUZZ_SEED", "1"))
SLOWEST = float(os.environ.get("SOUK_TEST_FUZZ_SECONDS", "10"))
ENDLESS = {"/api/notifications/stream"}
"""Answers that are not over: their own tests read them."""
PROMISES = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
ROLES = ["stranger", "customer", "staff"]
BASE = "http://shop.test"
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
SERVED = {(route.method, route.path) for route in ROUTES if route.path not in ENDLESS}
"""By modules and platform; what a process serves of itself, its health, is tested with the process."""
EVERY = [found.ok() for found in SCHEMA.get_all_operations() if isinstance(found, Ok)]
OPERATIONS = [each for each in EVERY if (each.method.upper(), each.path) in SERVED]


def area_of(operation: APIOperation) -> str:
    parts = operation.path.removeprefix("/api/").split("/")
    return "/".join(parts[: 2 if parts[0] == "admin" else 1])


AREAS = sorted({area_of(each) for each in OPERATIONS})


def cases_of(operation: APIOperation) -> st.SearchStrategy[Case]:
    fitting = operation.as_strategy(GenerationMode.POSITIVE)
    takes_something = bool(operation.body or operation.query or operation.path_parameters)
    return fitting | operation.as_strategy(GenerationMode.NEGATIVE) if takes_something else fitting


def sent(case: Case) -> httpx.Request:
    """Write it as it goes over the wire."""
    ready = requests.Request(**case.as_transport_kwargs(BASE)).prepare()
    content = _bytes(ready.body) if isinstance(ready.body, str | bytes) else None
    headers = [(_bytes(name), _bytes(value)) for name, value in ready.headers.items()]
    return httpx.Request(str(ready.method), str(ready.url), headers=headers, content=content)


def _bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


class Attack:
    """Sends cases of one operation as one person, from the thread in which they are made."""

    def __init__(self, loop: asyncio.AbstractEventLoop, client: httpx.AsyncClient) -> None:
        self._loop = loop
        self._client = client
        self.count = 0

    def send(self, case: Case) -> None:
        request = sent(case)
        for name, value in self._client.headers.items():
            request.headers.setdefault(name, value)
        answer = asyncio.run_coroutine_threadsafe(self._client.send(request), self._loop).result(60)
        self.count += 1
        case.validate_response(answer, checks=PROMISES)
        assert answer.elapsed.total_seconds() < SLOWEST, f"{request.method} {request.url} took too long"


def attack(sending: Attack, operation: APIOperation, ids: Sequence[str], cases: int) -> None:
    """Make cases and send them; of the ids in a path every second one is somebody's."""

    @seed(SEED)
    @settings(
        max_examples=cases,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
    )
    @given(cases_of(operation), st.sampled_from(["", *ids] if ids else [""]))
    def one(case: Case, id: str) -> None:
        if id and "id" in (case.path_parameters or {}):
            case.path_parameters["id"] = id
        sending.send(case)

    one()


@pytest.mark.slow
@pytest.mark.parametrize("area", AREAS)
async def test_keeps_its_promises_to_everybody(filled: FilledShop, area: str):
    loop = asyncio.get_running_loop()
    share = -(-CASES // len(ROLES))
    sum_of_all = 0
    for operation in [each for each in OPERATIONS if area_of(each) == area]:
        ids = await filled.ids_for(operation.path)
        for role in ROLES:
            async with filled.stage.client(filled.people[role]) as client:
                sending = Attack(loop, client)
                await asyncio.to_thread(attack, sending, operation, ids, share)
                sum_of_all += sending.count
    assert sum_of_all
