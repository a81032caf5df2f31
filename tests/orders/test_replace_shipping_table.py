"""Deciding how parcels travel."""

import asyncio

import pytest

from souk.messages import StaffActed
from souk.testing import Stage, customer, staff

PATH = "/api/admin/shipping-methods"
PRICER = staff("orders:price")
POST = {
    "code": "post",
    "name": "Post",
    "currency": "EUR",
    "measure": "weight",
    "countries": ["DE", "AT"],
    "steps": [{"price": "4.90"}, {"from": 2000, "price": 6.9}],
    "heaviestGrams": 30000,
}


async def test_shows_what_was_decided_from_then_on(stage: Stage):
    async with stage.client(PRICER) as client:
        before = await client.get(PATH)
        put = await client.put(PATH, json={"items": [POST]}, headers={"if-match": before.headers["etag"]})
        after = await client.get(PATH)
    assert put.status_code == 200, put.text
    assert put.json() == after.json()
    assert put.headers["etag"] == after.headers["etag"] != before.headers["etag"]
    assert after.json()["items"] == [
        POST | {"price": 4.9, "steps": [{"from": 0, "price": 4.9}, {"from": 2000, "price": 6.9}]}
    ]


async def test_nobody_overwrites_what_they_have_not_seen(stage: Stage):
    async with stage.client(PRICER) as client:
        first = await asyncio.gather(
            *(client.put(PATH, json={"items": []}, headers={"if-match": '"v0"'}) for _ in range(8))
        )
        second = await asyncio.gather(
            *(client.put(PATH, json={"items": []}, headers={"if-match": '"v1"'}) for _ in range(8))
        )
        blind = await client.put(PATH, json={"items": []})
    for answers in (first, second):
        assert sorted(answer.status_code for answer in answers) == [200] + [412] * 7
    assert blind.status_code == 428
    assert len(await stage.published(StaffActed)) == 2


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"steps": []}, 400),
        ({"steps": [{"price": "4.901"}]}, 400),
        ({"steps": [{"price": "4.90", "from": "0.5"}]}, 400),
        ({"countries": ["de"]}, 400),
        ({"steps": [{"price": 1, "from": 5}, {"price": 1, "from": 5}]}, 409),
    ],
)
async def test_refuses_what_cannot_be_read_in_one_way_only(stage: Stage, changes, status):
    async with stage.client(PRICER) as client:
        answer = await client.put(PATH, json={"items": [POST | changes]}, headers={"if-match": '"v0"'})
        twice = await client.put(PATH, json={"items": [POST, POST]}, headers={"if-match": '"v0"'})
    assert (answer.status_code, twice.status_code) == (status, 409)


async def test_is_for_who_sets_prices(stage: Stage):
    async with stage.client(customer()) as client:
        answer = await client.put(PATH, json={"items": []}, headers={"if-match": '"v0"'})
    assert answer.status_code == 403
