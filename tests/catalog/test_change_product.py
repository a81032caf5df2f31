"""Changing a product."""

import asyncio

import pytest

from modules.catalog.contracts.events import ProductChanged, ProductPublished, ProductRetired
from souk.messages import StaffActed
from souk.testing import customer


@pytest.fixture
async def aura(goods):
    await goods.category("Audio")
    await goods.category("Garden")
    return await goods.product("Aura", "audio", goods.variant(sku="A"))


async def test_changes_what_is_named_and_the_storefront_shows_it(stage, aura, desk):
    sheet = await desk.sheet(aura.id)
    assert sheet.headers["etag"] == '"v1"'
    answer = await desk.edit("PATCH", f"/products/{aura.id}", 1, name="Aura 2", category="garden")
    assert (answer.status_code, answer.headers["etag"], answer.json()["version"]) == (200, '"v2"', 2)
    page = (await desk.client.get("/api/products/aura")).json()
    assert (page["name"], page["category"], page["description"]) == ("Aura 2", "garden", "")
    assert len(await stage.published(ProductChanged)) == 1
    assert (await stage.published(StaffActed))[-1].action == "change_product"


@pytest.mark.parametrize(("tag", "status"), [('"v9"', 412), ('"strange"', 412), ("*", 428)])
async def test_refuses_who_has_not_seen_the_newest(aura, desk, tag, status):
    assert (await desk.edit("PATCH", f"/products/{aura.id}", tag, name="X")).status_code == status


async def test_asks_who_names_no_version_to_do_so(aura, desk):
    answer = await desk.client.patch(f"/api/admin/products/{aura.id}", json={"name": "X"})
    assert (answer.status_code, answer.json()["code"]) == (428, "version_required")


async def test_of_two_editors_at_once_one_is_told_that_she_is_late(aura, desk):
    edits = (desk.edit("PATCH", f"/products/{aura.id}", 1, name=f"Aura {n}") for n in range(5))
    answers = await asyncio.gather(*edits)
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412, 412]


async def test_a_draft_goes_on_sale_and_off_it(stage, goods, aura, desk):
    draft = await goods.product("Draft", "audio", draft=True)
    await desk.edit("PATCH", f"/products/{draft.id}", 1, status="active")
    assert (await desk.client.get("/api/products/draft")).status_code == 200
    assert ProductPublished(product_id=draft.id) in await stage.published(ProductPublished)
    await desk.edit("PATCH", f"/products/{draft.id}", 2, status="retired")
    assert (await desk.client.get("/api/products/draft")).status_code == 404
    assert await stage.published(ProductRetired) == [ProductRetired(product_id=draft.id)]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"slug": "boom"}, "slug_taken"),
        ({"slug": "suggest"}, "slug_taken"),
        ({"category": "nowhere"}, "unknown_category"),
        (
            {"attributes": [{"name": "a", "kind": "text", "value": "1"}] * 2},
            "attribute_given_twice",
        ),
    ],
)
async def test_refuses_what_does_not_fit(goods, aura, desk, body, code):
    await goods.product("Boom", "audio")
    answer = await desk.edit("PATCH", f"/products/{aura.id}", 1, **body)
    assert (answer.status_code, answer.json()["code"]) == (409, code)


async def test_a_slug_may_pass_from_one_product_to_another(goods, aura, desk):
    other = await goods.product("Boom", "audio")
    await desk.edit("PATCH", f"/products/{aura.id}", 1, slug="old-aura")
    await desk.edit("PATCH", f"/products/{other.id}", 1, slug="aura")
    assert (await desk.client.get("/api/products/aura")).json()["name"] == "Boom"


async def test_is_for_staff_alone(stage, aura):
    async with stage.client(customer()) as client:
        answer = await client.patch(
            f"/api/admin/products/{aura.id}", json={"name": "X"}, headers={"if-match": '"v1"'}
        )
    assert answer.status_code == 403
