"""Changing the terms of a coupon."""

import asyncio

from modules.orders.add_coupon.handler import AddCoupon
from modules.orders.domain.pricing.coupons import CouponWishes
from souk.messages import LacksCapability
from souk.testing import Stage, customer, staff

PRICER = staff("orders:price")


async def issued(stage: Stage) -> str:
    wishes = CouponWishes(percent="10", total_limit=5)
    return f"/api/admin/coupons/{(await stage.do(AddCoupon(code='SAVE', wishes=wishes), PRICER)).id}"


async def test_changes_what_is_named_and_leaves_the_rest(stage: Stage):
    path = await issued(stage)
    async with stage.client(PRICER) as client:
        answer = await client.patch(
            path,
            json={"percent": None, "amount": "5.00", "currency": "EUR"},
            headers={"if-match": '"v1"'},
        )
        assert answer.status_code == 200, answer.text
        shown = answer.json()
        assert (shown["percent"], shown["amount"], shown["totalLimit"]) == (None, 5.0, 5)
        again = await client.patch(
            path, json={"totalLimit": None}, headers={"if-match": answer.headers["etag"]}
        )
    assert (again.json()["amount"], again.json()["totalLimit"]) == (5.0, None)


async def test_nobody_overwrites_what_they_have_not_seen(stage: Stage):
    path = await issued(stage)
    async with stage.client(PRICER) as client:
        outcomes = await asyncio.gather(
            *(
                client.patch(path, json={"totalLimit": number}, headers={"if-match": '"v1"'})
                for number in range(8)
            )
        )
        assert (await client.patch(path, json={"totalLimit": 1})).status_code == 428
    assert sorted(answer.status_code for answer in outcomes) == [200] + [412] * 7


async def test_a_coupon_that_is_not_there_cannot_be_changed(stage: Stage):
    path = await issued(stage)
    async with stage.client(PRICER) as client:
        assert (await client.delete(path)).status_code == 204
        answer = await client.patch(path, json={"totalLimit": 1}, headers={"if-match": '"v2"'})
    assert answer.status_code == 404


async def test_is_for_who_sets_prices(stage: Stage):
    path = await issued(stage)
    async with stage.client(customer()) as client:
        answer = await client.patch(path, json={"totalLimit": 1}, headers={"if-match": '"v1"'})
    assert (answer.status_code, answer.json()["code"]) == (403, LacksCapability.code)
