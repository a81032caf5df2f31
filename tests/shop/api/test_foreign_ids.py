"""Every id that the document knows a place for, as somebody whose it is not: it does not exist for them."""

import copy
import re
from collections.abc import Sequence
from typing import Any

import httpx

from modules.catalog.contracts.shelves import OfferedCategory, OfferedProduct, OfferedVariant, StockShelves
from modules.users.log_in.handler import LogIn
from modules.users.register.handler import Register
from souk.http import Endpoint
from souk.kernel import Money
from souk.messages import SYSTEM, Actor
from souk.testing import Stage, customer, staff
from tests.shop.api.routes import DOCUMENT, REGISTRY, ROUTES, example_body, example_path, name_of

ANN = Register(email="ann@example.com", password="correct horse", first_name="Ann", last_name="Lee")
BOB = Register(email="bob@example.com", password="battery staple", first_name="Bob", last_name="Day")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
TEA = OfferedVariant(sku="T", price=Money(minor=500, currency="EUR"), on_hand=100)
SHELVES = StockShelves(
    categories=(OfferedCategory(slug="tea", name="Tea"),),
    products=(OfferedProduct(slug="green-tea", name="Green tea", category="tea", variants=(TEA,)),),
)
PRIVATE = [
    route
    for route in ROUTES
    if route.in_path and route.policy.looks and not route.policy.capability and "{id}" in route.path
    if not route.path.startswith("/api/products/")  # what is for sale is nobody's secret
]
MAKERS = [
    route
    for route in ROUTES
    if route.method == "POST"
    and not route.in_path
    and route.policy.looks
    and not route.policy.capability
    and "logout" not in route.path
]
MAKERS.sort(key=lambda route: route.path == "/api/cart/items")  # last, for checking out empties the cart
PUT_ON_SALE = ("productId", "variantId")
THE_PROVIDERS = "payments.sandbox_"  # whose letters go out in their own time
TABLES = """
SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = ANY(:schemas)
"""


def with_id(body: Any, ids: dict[str, str]) -> Any:
    """Put ids that exist into an example, wherever it names a thing of that kind."""
    if isinstance(body, dict):
        return {key: ids.get(key, with_id(value, ids)) for key, value in body.items()}
    return [with_id(each, ids) for each in body] if isinstance(body, list) else body


async def make_all(client: httpx.AsyncClient, routes: Sequence[Endpoint], ids: dict[str, str]) -> None:
    """Make one of everything that can be made with an example."""
    for route in routes:
        body = with_id(copy.deepcopy(example_body(route)), ids)
        await client.post(route.path, json=body, headers={"idempotency-key": route.path})


async def furnished(stage: Stage) -> Actor:
    """Let Ann have whatever a customer can have."""
    ann = customer((await stage.do(ANN)).id)
    await stage.do(LogIn(email=ANN.email, password=ANN.password))
    await stage.do(SHELVES, SYSTEM)
    await stage.work()
    (goods,) = await stage.rows("SELECT id, product_id FROM catalog.variant")
    async with stage.client(ann) as client:
        await make_all(client, MAKERS, {"productId": str(goods["product_id"]), "variantId": str(goods["id"])})
    await stage.work()
    return ann


async def rows(stage: Stage) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for table in await stage.rows(TABLES, schemas=REGISTRY.names):
        kept = await stage.rows(f"SELECT t::text AS row FROM {table['name']} t")  # noqa: S608
        found += [(table["name"], row["row"]) for row in kept]
    return found


async def probe(client: httpx.AsyncClient, ids: set[str]) -> list[tuple[str, str, int]]:
    """Try every id in every place; return where it was let in."""
    let_in = []
    for route in PRIVATE:
        for id in sorted(ids):
            answer = await client.request(
                route.method,
                example_path(route, id=id),
                json=example_body(route),
                headers={"idempotency-key": f"{route.reason} {id}"},
            )
            if answer.status_code not in {401, 404}:
                let_in.append((name_of(route), id, answer.status_code))
    return let_in


def test_the_probe_knows_every_place_for_an_id_in_the_document():
    known = {(route.method.lower(), route.path) for route in ROUTES}
    placed = {
        (method, path)
        for path, operations in DOCUMENT["paths"].items()
        for method, operation in operations.items()
        if any(each["in"] == "path" for each in operation.get("parameters", []))
    }
    assert placed - known <= {("get", "/problems/{code}")}
    assert len(PRIVATE) >= 3


async def test_security_20_nobody_finds_or_changes_what_is_somebody_elses(stage: Stage):
    await furnished(stage)
    before = sorted(await rows(stage))
    ids = {id for _, row in before for id in UUID.findall(row)}
    assert len(ids) > 10
    bob = customer((await stage.do(BOB)).id)
    async with stage.client(bob) as client:
        assert await probe(client, ids) == []
    async with stage.client() as client:
        assert await probe(client, ids) == []
    async with stage.client(staff(*(each.name for each in REGISTRY.capabilities))) as client:
        assert await probe(client, ids) == []  # what staff may see has routes of its own
    gone = set(before) - set(await rows(stage))
    assert {row for row in gone if not row[0].startswith(THE_PROVIDERS)} == set()


async def test_the_probe_finds_ones_own(stage: Stage):
    """Without this, ids that fit nowhere would look like walls."""
    ann = await furnished(stage)
    ids = {id for _, row in await rows(stage) for id in UUID.findall(row)}
    async with stage.client(ann) as client:
        found = {name for name, _, _ in await probe(client, ids)}
    assert found == {name_of(route) for route in PRIVATE}
