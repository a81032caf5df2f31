"""Webhooks: believed only with a good signature, stored once, and never trusted for what they say."""

import asyncio
from datetime import timedelta

import msgspec
import pytest

from modules.payments.contracts.events import CheckWanted, PaymentCaptured
from modules.payments.providers.sandbox.letters import HEADER, Letter, letter_about, signature
from souk.kernel import new_id
from souk.testing import Stage

PATH = "/api/payments/webhooks/sandbox"


async def send(stage: Stage, body: bytes, signed: str | None, path: str = PATH):
    headers = {b"content-type": b"application/json"}
    if signed is not None:
        headers[HEADER.encode()] = signed.encode()
    async with stage.client() as client:
        return await client.post(path, content=body, headers=headers)


def letter(paid, kind: str = "charge.captured") -> bytes:
    return letter_about(kind, paid.payment_id, "sbx_1", 1).body


async def test_keeps_it_as_it_came_and_looks_the_payment_up(stage: Stage, till, sandbox_key, letterbox):
    letterbox.open = False
    paid = await till.pay()
    body = letter(paid)
    answer = await send(stage, body, signature(body, sandbox_key, stage.clock.now()))
    assert (answer.status_code, answer.json()) == (200, {"received": True})
    (row,) = await stage.rows("SELECT body, payment_id FROM payments.webhook")
    assert (bytes(row["body"]), row["payment_id"]) == (body, paid.payment_id)
    assert [event.payment_id for event in await stage.published(CheckWanted)] == [paid.payment_id]


async def test_what_the_books_say_already_is_kept_and_not_asked_about(
    stage: Stage, till, sandbox_key, letterbox
):
    letterbox.open = False
    paid = await till.pay()
    body = letter_about("charge.captured", paid.payment_id, (await till.row(paid))["reference"], 1).body
    await send(stage, body, signature(body, sandbox_key, stage.clock.now()))
    assert [row["times"] for row in await stage.rows("SELECT times FROM payments.webhook")] == [1]
    assert await stage.published(CheckWanted) == []


async def test_what_comes_before_the_answer_to_our_own_call_is_asked_about(
    stage: Stage, till, sandbox_key, letterbox
):
    letterbox.open = False
    asked = await till.ask()
    body = letter_about("charge.captured", asked.payment_id, "sbx_1", 1).body
    await send(stage, body, signature(body, sandbox_key, stage.clock.now()))
    assert [event.payment_id for event in await stage.published(CheckWanted)] == [asked.payment_id]


@pytest.mark.parametrize("seconds", [-301, 301])
@pytest.mark.security(39)
async def test_refuses_one_from_outside_the_window(stage: Stage, till, sandbox_key, seconds):
    body = letter(await till.ask())
    signed = signature(body, sandbox_key, stage.clock.now() + timedelta(seconds=seconds))
    answer = await send(stage, body, signed)
    assert (answer.status_code, answer.json()["code"]) == (403, "bad_signature")
    assert await stage.rows("SELECT 1 FROM payments.webhook") == []


async def test_takes_one_from_the_edge_of_the_window(stage: Stage, till, sandbox_key):
    body = letter(await till.ask())
    signed = signature(body, sandbox_key, stage.clock.now() - timedelta(seconds=299))
    assert (await send(stage, body, signed)).status_code == 200


@pytest.mark.parametrize(
    "forged",
    [None, "", "t=1,v1=00", "v1=00", "t=now,v1=00", "t=99999999999999,v1=00", "t=\u0661,v1=00", "ä=ö"],
)
@pytest.mark.security(39)
async def test_refuses_a_forged_signature(stage: Stage, till, forged):
    body = letter(await till.ask())
    answer = await send(stage, body, forged)
    assert answer.status_code == 403


@pytest.mark.security(39)
async def test_refuses_a_changed_body(stage: Stage, till, sandbox_key):
    body = letter(await till.ask())
    signed = signature(body, sandbox_key, stage.clock.now())
    assert (await send(stage, body + b" ", signed)).status_code == 403


async def test_refuses_another_shops_key(stage: Stage, till):
    body = letter(await till.ask())
    assert (await send(stage, body, signature(body, b"other", stage.clock.now()))).status_code == 403


async def test_knows_no_other_providers(stage: Stage):
    assert (await send(stage, b"{}", "x", "/api/payments/webhooks/nobody")).status_code == 404


async def test_of_many_copies_at_once_one_is_processed(stage: Stage, till, sandbox_key, letterbox):
    letterbox.open = False
    paid = await till.pay()
    body = letter(paid)
    signed = signature(body, sandbox_key, stage.clock.now())
    answers = await asyncio.gather(*(send(stage, body, signed) for _ in range(10)))
    assert {answer.status_code for answer in answers} == {200}
    assert len(await stage.published(CheckWanted)) == 1
    assert [row["times"] for row in await stage.rows("SELECT times FROM payments.webhook")] == [10]


@pytest.mark.security(40)
async def test_what_it_says_is_not_believed(stage: Stage, till, sandbox_key):
    """A letter that is signed but tells a lie: the provider is asked, and says otherwise."""
    paid = await till.pay("tok_declined")
    body = msgspec.json.encode(
        {"id": "sbe_1", "kind": "charge.captured", "payment_id": paid.payment_id, "charge": "sbx_1"}
    )
    await send(stage, body, signature(body, sandbox_key, stage.clock.now()))
    await till.settle()
    assert (await till.row(paid))["status"] == "failed"
    assert await stage.published(PaymentCaptured) == []


async def test_about_something_else_is_kept_and_does_nothing(stage: Stage, sandbox_key):
    body = letter_about("charge.captured", new_id(), "sbx_1", 1).body
    answer = await send(stage, body, signature(body, sandbox_key, stage.clock.now()))
    assert answer.status_code == 200
    assert await stage.published(CheckWanted) == []


async def test_one_that_is_lost_makes_no_difference(stage: Stage, till, sandbox, letterbox):
    """The customer said yes and nobody told us: we look by ourselves a minute later."""
    letterbox.open = False
    paid = await till.pay("tok_action_required")
    assert await sandbox.confirm(paid.payment_id, agrees=True)
    stage.clock.advance(seconds=61)
    await stage.owner("UPDATE souk.hold SET until = clock_timestamp()")
    await till.settle()
    assert (await till.row(paid))["status"] == "captured"


async def test_and_the_customers_return_at_once_take_the_money_once(stage: Stage, till, sandbox):
    for _ in range(5):
        paid = await till.pay("tok_action_required")
        await sandbox.confirm(paid.payment_id, agrees=True)
        await asyncio.gather(
            stage.publish("payments", CheckWanted(payment_id=paid.payment_id)), till.settle()
        )
        await till.settle()
        captured = [e for e in await stage.published(PaymentCaptured) if e.payment_id == paid.payment_id]
        assert len(captured) == 1
        assert (await till.row(paid))["captured_minor"] == 59999


async def test_letters_that_nobody_took_are_sent_again(stage: Stage, till, letterbox, postman):
    letterbox.open = False
    paid = await till.pay()
    assert await stage.rows("SELECT 1 FROM payments.webhook") == []
    letterbox.open = True
    assert await postman.deliver_waiting() == 0
    stage.clock.advance(seconds=11)
    assert await postman.deliver_waiting() == 1
    assert await postman.deliver_waiting() == 0
    (row,) = await stage.rows("SELECT payment_id FROM payments.webhook")
    assert row["payment_id"] == paid.payment_id


async def test_a_letter_that_was_taken_is_not_sent_again_for_one_that_failed_beside_it(
    stage: Stage, till, letterbox, postman
):
    await till.pay()
    (row,) = await stage.rows("SELECT id, body FROM payments.sandbox_letter WHERE delivered_at IS NOT NULL")
    letterbox.open = False
    await postman.deliver([Letter(id=row["id"], body=row["body"], copies=1)])
    stage.clock.advance(seconds=61)
    assert await postman.deliver_waiting() == 0
