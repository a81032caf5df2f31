"""Issuing a coupon."""

import asyncio

import pytest

from modules.orders.add_coupon.handler import AddCoupon
from modules.orders.domain.pricing.coupons import CouponCodeTaken, CouponWishes
from souk.messages import LacksCapability, StaffActed
from souk.testing import Stage, customer, staff

PATH = "/api/admin/coupons"
PRICER = staff("orders:price")


async def test_answers_with_the_coupon_and_its_version(stage: Stage):
    body = {
        "code": "Spring-26",
        "percent": 12.5,
        "minimum": "20.00",
        "currency": "EUR",
        "endsAt": "2026-12-31T23:00:00Z",
        "customerLimit": 1,
    }
    async with stage.client(PRICER) as client:
        answer = await client.post(PATH, json=body)
    assert answer.status_code == 201, answer.text
    assert answer.headers["etag"] == '"v1"'
    assert answer.json() | {"id": ""} == {
        "id": "",
        "code": "SPRING-26",
        "percent": 12.5,
        "amount": None,
        "currency": "EUR",
        "minimum": 20.0,
        "startsAt": None,
        "endsAt": "2026-12-31T23:00:00Z",
        "totalLimit": None,
        "customerLimit": 1,
        "used": 0,
        "retired": False,
    }


async def test_says_that_staff_did_it(stage: Stage):
    added = await stage.do(AddCoupon(code="SAVE", wishes=CouponWishes(percent="10")), PRICER)
    acted = (await stage.published(StaffActed))[0]
    assert (acted.actor_id, acted.action, acted.subject) == (PRICER.id, "add_coupon", f"coupon/{added.id}")


async def test_of_several_at_once_with_one_code_only_one_wins(stage: Stage):
    commands = [AddCoupon(code=code, wishes=CouponWishes(percent="10")) for code in ("SAVE", "save") * 4]
    outcomes = await asyncio.gather(*(stage.do(c, PRICER) for c in commands), return_exceptions=True)
    assert sum(isinstance(outcome, CouponCodeTaken) for outcome in outcomes) == 7


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "neither_percent_nor_amount"),
        ({"percent": 5, "amount": 5, "currency": "EUR"}, "neither_percent_nor_amount"),
        ({"amount": 5}, "amount_without_currency"),
        (
            {"percent": 5, "startsAt": "2026-01-02T00:00:00Z", "endsAt": "2026-01-01T00:00:00Z"},
            "ends_before_it_starts",
        ),
    ],
)
async def test_refuses_terms_that_make_no_sense(stage: Stage, body, code):
    async with stage.client(PRICER) as client:
        answer = await client.post(PATH, json={"code": "SAVE"} | body)
    assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert await stage.rows("SELECT 1 FROM orders.coupon") == []


@pytest.mark.parametrize(
    "body",
    [
        {"code": "x", "percent": 5},
        {"code": "SAVE", "percent": 101},
        {"code": "SAVE", "percent": 0.0001},
        {"code": "SAVE", "amount": 0.001, "currency": "EUR"},
        {"code": "SAVE", "amount": 1.5, "currency": "JPY"},
        {"code": "SAVE", "percent": 5, "endsAt": "2026-12-31T23:00:00"},
        {"code": "SAVE", "percent": 5, "used": 3},
    ],
)
async def test_refuses_what_is_malformed(stage: Stage, body):
    async with stage.client(PRICER) as client:
        answer = await client.post(PATH, json=body)
    assert answer.status_code == 400, answer.text


async def test_is_for_who_sets_prices(stage: Stage):
    command = AddCoupon(code="SAVE", wishes=CouponWishes(percent="10"))
    await stage.scenario.do(command, customer()).then_refused(LacksCapability)
