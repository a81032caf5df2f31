"""Whatever a field, a parameter or a path is given, every route answers with what was agreed: never a 5xx."""

import copy
import json
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import httpx
import pytest

from souk.http import Endpoint
from souk.testing import Stage, staff
from tests.shop.api.routes import REGISTRY, ROUTES, example_body, example_path, name_of, names_in_query

T = TypeVar("T")

PORTIONS = pytest.mark.parametrize(
    "share", [pytest.param(5, id="some"), pytest.param(1, id="all", marks=pytest.mark.slow)]
)
MODULES = [module.name for module in REGISTRY.declarations]  # that of the platform is among them
EVERYTHING = [capability.name for capability in REGISTRY.capabilities]
CANARY = "zz9canary"
JSON = {"content-type": "application/json"}

VALUES: list[Any] = [
    *(None, True, 0, -1, 2**31, 2**63 - 1, 2**63, 10**30, 1.5, 1e300, [], {}, [[]], [None]),
    *(
        "",
        " ",
        "a" * 10_000,
        f"<b>{CANARY}</b>",
        f"' OR 1=1 -- {CANARY}",
        f"%_\\{CANARY}",
        f"{CANARY}\r\nX-A: b",
    ),
    *(
        "\u202egnp.exe",
        "Zoë 🎁",
        "e\u0301" * 20,
        "\x7f\x1b[31m",
        "\ufffe\uffff",
        "null",
        "NaN",
        "1e3",
        "-0",
        "١٢",
    ),
    *("2026-02-30T00:00:00Z", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "../../etc/passwd"),
    *("javascript:alert(1)", "http://169.254.169.254/", "{{7*7}}", "${jndi:ldap://x}", "=cmd|' /C calc'!A0"),
]
TEXTS = ["", "%00", "%FF", "%ED%A0%80", "%E2%80%AE", "%20", "%25_%5C", "9" * 30, "-1", "1e3", "NaN", "%D9%A1"]
TEXTS += [
    "true",
    "a" * 500,
    CANARY,
    f"%27%20OR%201=1--{CANARY}",
    f"%3Cb%3E{CANARY}",
    "%F0%9F%8E%81",
    "..%2F..%2Fetc",
]


def routes_of(module: str) -> list[Endpoint]:
    return [route for each in REGISTRY.declarations if each.name == module for route in each.routes]


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the place of every value in a body, and of the bodies inside it."""
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield from leaves(each, (*path, key))


def replaced(body: Any, path: tuple[Any, ...], value: Any) -> bytes:
    changed = copy.deepcopy(body)
    place = changed
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return json.dumps(changed).encode()


def check(answer: httpx.Response, sent: object) -> None:
    assert answer.status_code < 500, f"{sent!r} made {answer.status_code}"
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json", f"{sent!r}"
        assert CANARY not in answer.text, f"{sent!r} is echoed"


def some(values: Sequence[T], place: int, share: int) -> Sequence[T]:
    """Return every so manieth value, others for each place; all of them when the share is one."""
    return values[place % share :: share]


@PORTIONS
@pytest.mark.parametrize("module", MODULES)
async def test_in_a_body(stage: Stage, module: str, share: int):
    async with stage.client(staff(*EVERYTHING)) as client:
        for route in routes_of(module):
            body = example_body(route)
            for place, path in enumerate(leaves(body)):
                for value in some(VALUES, place, share):
                    sent = replaced(body, path, value)
                    url = example_path(route)
                    answer = await client.request(route.method, url, content=sent, headers=JSON)
                    check(answer, (name_of(route), path, value))


@PORTIONS
@pytest.mark.parametrize("module", MODULES)
async def test_in_a_query(stage: Stage, module: str, share: int):
    async with stage.client(staff(*EVERYTHING)) as client:
        for route in routes_of(module):
            for place, name in enumerate(names_in_query(route)):
                for text in some(TEXTS, place, share):
                    answer = await client.request(route.method, f"{example_path(route)}?{name}={text}")
                    check(answer, (name_of(route), name, text))


@PORTIONS
@pytest.mark.parametrize("module", MODULES)
async def test_in_a_path(stage: Stage, module: str, share: int):
    async with stage.client(staff(*EVERYTHING)) as client:
        for place, route in enumerate(routes_of(module)):
            for name in route.in_path:
                for text in some(TEXTS, place, share):
                    answer = await client.request(route.method, example_path(route, **{name: text}))
                    check(answer, (name_of(route), name, text))


async def test_where_nothing_of_the_kind_is_read(stage: Stage):
    """A body or a parameter that a route does not take is refused, not overlooked."""
    async with stage.client(staff(*EVERYTHING)) as client:
        for route in ROUTES:
            path = example_path(route)
            answer = await client.request(route.method, f"{path}?{CANARY}=1", json=example_body(route))
            assert answer.status_code == 400, name_of(route)
            check(answer, name_of(route))
            if route.body is None and not route.raw and not route.upload_name:
                answer = await client.request(route.method, path, json={"note": CANARY})
                assert answer.status_code == 400, name_of(route)
                check(answer, name_of(route))
