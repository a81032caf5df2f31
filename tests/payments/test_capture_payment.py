"""Taking what was authorized."""

import asyncio

import pytest

from modules.payments.contracts.commands import CapturePayment, RequestPayment, VoidPayment
from modules.payments.contracts.events import PaymentAuthorized, PaymentCaptured
from modules.payments.domain.payment import MoreThanIsLeft, NothingToTake
from souk.kernel import Money, new_id
from souk.testing import Stage, staff


def euros(minor: int) -> Money:
    return Money(minor=minor, currency="EUR")


@pytest.fixture
async def authorized(later_stage: Stage, later_till) -> RequestPayment:
    return await later_till.pay(minor=1000)


async def test_an_authorized_payment_waits_to_be_taken(later_stage: Stage, later_till, authorized):
    assert (await later_till.row(authorized))["status"] == "authorized"
    assert len(await later_stage.published(PaymentAuthorized)) == 1
    assert (await later_till.at_provider(authorized))["captured"] == 0


async def test_takes_a_part_and_lets_the_rest_go(later_stage: Stage, later_till, authorized):
    await later_stage.do(CapturePayment(payment_id=authorized.payment_id, amount=euros(700)))
    await later_till.settle()
    row = await later_till.row(authorized)
    assert (row["status"], row["captured_minor"]) == ("captured", 700)
    assert [event.amount for event in await later_stage.published(PaymentCaptured)] == [euros(700)]


async def test_refuses_more_than_was_authorized(later_stage: Stage, authorized):
    too_much = CapturePayment(payment_id=authorized.payment_id, amount=euros(1001))
    await later_stage.scenario.do(too_much).then_refused(MoreThanIsLeft)


async def test_of_many_at_once_one_takes_it(later_stage: Stage, later_till, authorized):
    wishes = [CapturePayment(payment_id=authorized.payment_id, amount=euros(500)) for _ in range(10)]
    outcomes = await asyncio.gather(*(later_stage.do(wish) for wish in wishes), return_exceptions=True)
    await later_till.settle()
    assert sum(isinstance(outcome, NothingToTake) for outcome in outcomes) == 9
    assert (await later_till.at_provider(authorized))["captured"] == 500


async def test_of_a_capture_and_a_void_at_once_no_money_stays(later_stage: Stage, later_till):
    for _ in range(5):
        paid = await later_till.pay(minor=1000)
        void = VoidPayment(payment_id=paid.payment_id, order_id=paid.order_id, reason="cancelled")
        capture = CapturePayment(payment_id=paid.payment_id)
        await asyncio.gather(later_stage.do(capture), later_stage.do(void), return_exceptions=True)
        await later_till.settle()
        at_provider = await later_till.at_provider(paid)
        assert at_provider["captured"] == at_provider["refunded"]
        assert (await later_till.row(paid))["void_told"]


async def test_staff_capture_over_http(later_stage: Stage, later_till, authorized):
    path = f"/api/admin/payments/{authorized.payment_id}/capture"
    async with later_stage.client(staff("payments:capture")) as client:
        answer = await client.post(path, json={"amount": 2.5}, headers={"Idempotency-Key": "k"})
        unknown = await client.post(
            f"/api/admin/payments/{new_id()}/capture", json={}, headers={"Idempotency-Key": "l"}
        )
    await later_till.settle()
    assert (answer.status_code, unknown.status_code) == (202, 404)
    assert (await later_till.row(authorized))["captured_minor"] == 250
