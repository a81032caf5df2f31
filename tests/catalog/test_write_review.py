"""Writing reviews."""

import asyncio

import pytest

from modules.catalog.contracts.commands import RecordPurchase
from souk.kernel import new_id
from souk.testing import customer, id_of

REVIEW = {"stars": 4, "title": "Good", "text": "Quiet."}


@pytest.fixture
async def aura(goods):
    await goods.category("Audio")
    return (await goods.product("Aura", "audio")).id


async def test_waits_to_be_read_by_staff(stage, aura):
    async with stage.client(customer()) as client:
        answer = await client.post(f"/api/products/{aura}/reviews", json=REVIEW)
        shown = await client.get(f"/api/products/{aura}/reviews")
    assert (answer.status_code, answer.json()["state"], answer.json()["verified"]) == (201, "pending", False)
    assert shown.json()["items"] == []


async def test_of_five_at_once_by_the_same_person_one_counts(stage, aura):
    async with stage.client(customer()) as client:
        sent = (client.post(f"/api/products/{aura}/reviews", json=REVIEW) for _ in range(5))
        answers = await asyncio.gather(*sent)
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409]


async def test_who_bought_it_is_a_verified_author_before_or_after(stage, aura):
    early, late = customer(), customer()
    at = stage.clock.now()
    for person, write_first in ((early, True), (late, False)):
        purchase = RecordPurchase(order_id=new_id(), person_id=id_of(person), product_ids=(aura,), at=at)
        if not write_first:
            await stage.do(purchase)
        async with stage.client(person) as client:
            await client.post(f"/api/products/{aura}/reviews", json=REVIEW)
        if write_first:
            await stage.do(purchase)
    assert {row["verified"] for row in await stage.rows("SELECT verified FROM catalog.review")} == {True}


@pytest.mark.parametrize("body", [{"stars": 0}, {"stars": 6}, {"stars": 4.5}, {"title": " "}])
async def test_refuses_what_is_no_review(stage, aura, body):
    async with stage.client(customer()) as client:
        answer = await client.post(f"/api/products/{aura}/reviews", json={**REVIEW, **body})
    assert answer.status_code == 400


async def test_of_what_is_not_sold_there_is_none(stage, aura):
    async with stage.client(customer()) as client:
        assert (await client.post(f"/api/products/{new_id()}/reviews", json=REVIEW)).status_code == 404
    async with stage.client() as client:
        assert (await client.post(f"/api/products/{aura}/reviews", json=REVIEW)).status_code == 401
