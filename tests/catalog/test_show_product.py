"""Looking at one product."""

from uuid import UUID

import pytest

from modules.catalog.domain.attributes import ChoiceAttribute, NumberAttribute
from modules.catalog.domain.media import Picture
from souk.testing import Stage
from souk.testing.trips import trips_of


@pytest.fixture(autouse=True)
async def tree(goods):
    await goods.category("Electronics")
    await goods.category("Audio", parent="electronics")


def shown(id: UUID, **fields: object) -> dict[str, object]:
    return {"id": str(id), "currency": "EUR", **fields}


@pytest.mark.security(21)
async def test_shows_everything_that_a_customer_may_see(stage: Stage, goods):
    added = await goods.product(
        "Aura",
        "audio",
        goods.variant(650, 0, sku="AURA-RED", colour="red"),
        goods.variant(600, 3, sku="AURA-BLK", colour="black"),
        description="Over-ear headphones.",
        attributes=(
            ChoiceAttribute(name="brand", value="Lumara"),
            NumberAttribute(name="batteryHours", value=45),
        ),
        media=(Picture(address="/one.svg", alt="Front"), Picture(address="/two.svg", alt="Back")),
    )
    async with stage.client() as client:
        answer = await client.get("/api/products/aura")
    red, black = added.variants
    assert answer.json() == {
        "id": str(added.id),
        "slug": "aura",
        "name": "Aura",
        "price": 600.00,
        "currency": "EUR",
        "description": "Over-ear headphones.",
        "category": "audio",
        "breadcrumbs": [
            {"slug": "electronics", "name": "Electronics"},
            {"slug": "audio", "name": "Audio"},
        ],
        "imageUrl": "/one.svg",
        "media": [{"url": "/one.svg", "alt": "Front"}, {"url": "/two.svg", "alt": "Back"}],
        "attributes": [
            {"kind": "choice", "name": "brand", "value": "Lumara"},
            {"kind": "number", "name": "batteryHours", "value": 45},
        ],
        "inStock": True,
        "rating": None,
        "ratingCount": 0,
        "variantCount": 2,
        "variants": [
            shown(red.id, sku="AURA-RED", options={"colour": "red"}, price=650.00, inStock=False),
            shown(black.id, sku="AURA-BLK", options={"colour": "black"}, price=600.00, inStock=True),
        ],
    }


async def test_is_found_by_its_id_in_either_case(stage: Stage, goods):
    added = await goods.product("Aura", "audio")
    async with stage.client() as client:
        for spelling in (str(added.id), str(added.id).upper()):
            assert (await client.get(f"/api/products/{spelling}")).json()["slug"] == "aura"


async def test_a_slug_of_thirty_two_hexadecimal_digits_is_a_slug(stage: Stage, goods):
    slug = "0123456789abcdef0123456789abcdef"
    await goods.product("Odd", "audio", slug=slug)
    async with stage.client() as client:
        assert (await client.get(f"/api/products/{slug}")).status_code == 200


@pytest.mark.parametrize("status", ["draft", "retired"])
async def test_what_is_not_on_sale_is_not_there(stage: Stage, goods, status):
    await goods.product("Aura", "audio")
    await stage.rows("UPDATE catalog.product SET status = :status RETURNING 1", status=status)
    await goods.recompile()
    async with stage.client() as client:
        answer = await client.get("/api/products/aura")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("name", ["nothing", "01890a5d-ac96-774b-bcce-b302099a8057", "%25", "a'b", "AURA"])
async def test_answers_404_for_what_was_never_there(stage: Stage, goods, name):
    await goods.product("Aura", "audio")
    async with stage.client() as client:
        assert (await client.get(f"/api/products/{name}")).status_code == 404


async def test_takes_one_statement_however_many_variants(stage: Stage, goods):
    await goods.product("Aura", "audio", *(goods.variant(size=str(n)) for n in range(25)))
    async with stage.client() as client:
        with trips_of("catalog") as sent:
            answer = await client.get("/api/products/aura")
    assert answer.json()["variantCount"] == 25
    assert len(sent) == 1


async def test_may_be_kept_for_a_moment_and_asked_about_by_its_tag(stage: Stage, goods):
    await goods.product("Aura", "audio", goods.variant(on_hand=1))
    async with stage.client() as client:
        first = await client.get("/api/products/aura")
        same = await client.get("/api/products/aura", headers={"if-none-match": first.headers["etag"]})
        await stage.rows("UPDATE catalog.stock SET reserved = 1 RETURNING 1")
        await goods.recompile()
        changed = await client.get("/api/products/aura", headers={"if-none-match": first.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")
    assert (changed.status_code, changed.json()["inStock"]) == (200, False)
