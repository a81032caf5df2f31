"""Every read of the catalogue sends as many statements for much as for little: none asks for each row."""

from uuid import UUID

import pytest

from modules.catalog.domain.product_import import FileKind
from modules.catalog.start_import.handler import StartImport
from souk.testing import Stage, customer
from souk.testing.trips import trips_of
from tests.catalog.conftest import EDITOR

READS = {
    "/api/products": "/api/products?pageSize={size}&facets=true",
    "/api/products/{id_or_slug}": "/api/products/{product}",
    "/api/products/suggest": "/api/products/suggest?q={word}",
    "/api/products/{id}/reviews": "/api/products/{product}/reviews?pageSize={size}",
    "/api/categories": "/api/categories",
    "/api/categories/{slug}": "/api/categories/{category}",
    "/api/admin/categories": "/api/admin/categories",
    "/api/admin/products": "/api/admin/products?pageSize={size}",
    "/api/admin/products/{id}": "/api/admin/products/{product}",
    "/api/admin/products/export.csv": "/api/admin/products/export.csv",
    "/api/admin/products/import/{id}": "/api/admin/products/import/{job}",
    "/api/admin/reviews": "/api/admin/reviews?pageSize={size}",
    "/api/admin/stock": "/api/admin/stock?pageSize={size}",
    "/api/admin/stock/low": "/api/admin/stock/low?pageSize={size}",
}


async def fill(stage: Stage, goods, name: str, things: int) -> UUID:
    """Add a product with so many variants, with reviews, beside so many others in so many categories."""
    parent = await goods.category(f"{name} top")
    for number in range(things):
        await goods.category(f"{name} {number}", parent=parent.slug)
        await goods.product(f"{name} thing {number}", f"{name}-{number}".lower())
    variants = [goods.variant(on_hand=0, colour=str(number)) for number in range(things)]
    added = await goods.product(f"{name} one", f"{name}-top".lower(), *variants)
    for number in range(things):
        async with stage.client(customer()) as client:
            body = {"stars": 1 + number % 5, "title": "Good", "text": "It rings."}
            written = await client.post(f"/api/products/{added.id}/reviews", json=body)
            assert written.status_code == 201, written.text
    await stage.owner("UPDATE catalog.review SET state = 'approved'")
    return added.id


@pytest.fixture
async def little_and_much(stage: Stage, goods):
    """Return what stands in the paths, for a small thing and for a big one."""
    job = await stage.do(StartImport(kind=FileKind.CSV, dry_run=True, content=b"name\n"), EDITOR)
    small, big = await fill(stage, goods, "Small", 1), await fill(stage, goods, "Big", 4)
    common = {"job": job.id}
    return (
        {"size": 1, "product": small, "category": "small-top", "word": "small", **common},
        {"size": 50, "product": big, "category": "big-top", "word": "big", **common},
    )


def test_no_read_is_left_out(stage: Stage):
    own = {route.path for route in stage.registry.modules["catalog"].routes if route.method == "GET"}
    assert own == set(READS)


async def test_each_read_sends_as_many_statements_for_much_as_for_little(stage: Stage, little_and_much):
    counts: dict[str, list[int]] = {path: [] for path in READS}
    async with stage.client(EDITOR) as client:
        for words in little_and_much:
            for path, address in READS.items():
                with trips_of("catalog") as sent:
                    answer = await client.get(address.format(**words))
                assert answer.status_code == 200, f"{address}: {answer.text}"
                counts[path].append(len(sent))
    assert {path: found for path, found in counts.items() if len(set(found)) > 1} == {}
    assert {path for path, found in counts.items() if not 1 <= found[0] <= 4} == set()
