"""The adapter to PayPal, over real HTTP against a stand-in built from the published API."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from modules.payments.domain.found import Found, Standing
from modules.payments.domain.gateway import Charge, Handle, OutcomeUnknown, ProviderAway, ProviderRefused
from modules.payments.domain.signatures import BadSignature
from modules.payments.providers.paypal import HEADERS, PayPalGateway
from souk.kernel import CLOCK, Money, new_id
from tests.payments.paypal_stub import WEBHOOK, PayPalStub


@pytest.fixture
def paypal():
    stub = PayPalStub()
    yield stub
    stub.close()


def at(url: str, secret: str = "secret") -> PayPalGateway:
    ids = ("WH-1", WEBHOOK)
    return PayPalGateway("client", secret, url, ids, "https://shop.test", 5, CLOCK)


@pytest_asyncio.fixture
async def gateway(paypal):
    made = PayPalGateway("client", "secret", paypal.url, ("WH-1", WEBHOOK), "https://shop.test", 5, CLOCK)
    yield made
    await made.close()


def euros(minor: int) -> Money:
    return Money(minor=minor, currency="EUR")


def charge(*, takes: bool = True) -> Charge:
    return Charge(
        payment_id=new_id(), order_id=new_id(), amount=euros(1999), token="", description="", takes=takes
    )


def handle(asked: Charge, found: Found | None = None, *, wanted: bool = True) -> Handle:
    return Handle(
        payment_id=asked.payment_id,
        reference=found.reference if found else "",
        amount=asked.amount,
        made_at=datetime.now(UTC),
        wanted=wanted,
    )


async def paid(gateway, paypal, *, takes: bool = True) -> Handle:
    asked = charge(takes=takes)
    made = await gateway.charge(asked)
    paypal.approve(made.reference)
    known = handle(asked, made)
    await gateway.find(known)
    return known


async def test_sends_the_customer_to_paypal_and_takes_the_money_once_they_approved(gateway, paypal):
    asked = charge()
    made = await gateway.charge(asked)
    assert (made.standing, made.payment_id) == (Standing.ACTION_REQUIRED, asked.payment_id)
    assert made.action_url == f"https://paypal.test/{made.reference}"
    paypal.approve(made.reference)
    found = await gateway.find(handle(asked, made))
    assert (found.standing, found.captured) == (Standing.CAPTURED, euros(1999))
    assert await gateway.find(handle(asked, made)) == found


async def test_the_same_key_again_makes_no_second_order(gateway, paypal):
    asked = charge()
    assert await gateway.charge(asked) == await gateway.charge(asked)
    assert len(paypal.orders) == 1


async def test_takes_nothing_that_is_not_wanted_any_more(gateway, paypal):
    asked = charge()
    made = await gateway.charge(asked)
    paypal.approve(made.reference)
    found = await gateway.find(handle(asked, made, wanted=False))
    assert (found.standing, found.captured) == (Standing.PENDING, euros(0))


async def test_a_declined_card_is_an_answer(gateway, paypal):
    asked = charge()
    made = await gateway.charge(asked)
    paypal.decline(made.reference)
    found = await gateway.find(handle(asked, made))
    assert (found.standing, found.failure) == (Standing.FAILED, "instrument_declined")


async def test_refunds_once_for_each_key_and_never_too_much(gateway, paypal):
    known = await paid(gateway, paypal)
    refund_id = new_id()
    first = await gateway.refund(known, euros(1200), refund_id)
    again = await gateway.refund(known, euros(1200), refund_id)
    for found in (first, again):
        assert [(refund.refund_id, refund.amount) for refund in found.refunds] == [(refund_id, euros(1200))]
    with pytest.raises(ProviderRefused, match="refund_amount_exceeded"):
        await gateway.refund(known, euros(1200), new_id())


async def test_authorizes_and_captures_or_lets_go(gateway, paypal):
    known = await paid(gateway, paypal, takes=False)
    assert (await gateway.find(known)).standing is Standing.AUTHORIZED
    assert (await gateway.capture(known, euros(999), new_id())).captured == euros(999)
    other = await paid(gateway, paypal, takes=False)
    assert (await gateway.void(other, new_id())).standing is Standing.VOIDED


async def test_an_order_that_nobody_approved_is_simply_let_go(gateway):
    asked = charge()
    made = await gateway.charge(asked)
    assert (await gateway.void(handle(asked, made), new_id())).standing is Standing.VOIDED


async def test_what_was_taken_cannot_be_let_go(gateway, paypal):
    with pytest.raises(ProviderRefused, match="already_captured"):
        await gateway.void(await paid(gateway, paypal), new_id())


async def test_reports_what_was_taken_and_given_back(gateway, paypal):
    known = await paid(gateway, paypal)
    await gateway.refund(known, euros(500), new_id())
    now = datetime.now(UTC)
    (found,) = [each async for each in gateway.changed(now - timedelta(days=1), now)]
    assert (found.payment_id, found.captured, found.refunded) == (known.payment_id, euros(1999), euros(500))


async def test_a_broken_paypal_is_an_unknown_outcome_and_an_absent_one_is_away(gateway, paypal):
    paypal.broken = True
    with pytest.raises(OutcomeUnknown):
        await gateway.charge(charge())
    nowhere = PayPalGateway("client", "secret", "http://127.0.0.1:1", (), "https://shop.test", 1, CLOCK)
    with pytest.raises(ProviderAway):
        await nowhere.charge(charge())
    await nowhere.close()


async def test_a_wrong_secret_is_away_and_says_nothing_of_it(paypal):
    gateway = at(paypal.url, secret="wrong")
    with pytest.raises(ProviderAway) as away:
        await gateway.charge(charge())
    assert "wrong" not in str(away.value)
    await gateway.close()


EVENT = json.dumps(
    {
        "id": "WH-EVENT-1",
        "event_type": "PAYMENT.CAPTURE.COMPLETED",
        "resource": {"id": "CAP1", "supplementary_data": {"related_ids": {"order_id": "ORDER1"}}},
    }
).encode()


def sealed(seal: str, at: datetime):
    values = dict.fromkeys(HEADERS.values(), "x")
    values[HEADERS["transmission_sig"]] = seal
    values[HEADERS["transmission_time"]] = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return values.get


async def test_believes_a_webhook_that_paypal_vouches_for(gateway):
    now = datetime.now(UTC)
    notice = await gateway.notice(EVENT, sealed("good", now), now)
    assert (notice.event_id, notice.reference) == ("WH-EVENT-1", "ORDER1")


async def test_believes_no_other(gateway):
    now = datetime.now(UTC)
    for body, header in (
        (EVENT, sealed("bad", now)),
        (EVENT, sealed("good", now - timedelta(seconds=302))),
        (EVENT, {}.get),
        (b"{", sealed("good", now)),
    ):
        with pytest.raises(BadSignature):
            await gateway.notice(body, header, now)
