"""The adapter to Stripe, against localstripe: a stand-in that others wrote, over real HTTP."""

import asyncio
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta

import httpx
import pytest
import pytest_asyncio
import stripe

from modules.payments.domain.found import RefundStanding, Standing
from modules.payments.domain.gateway import Charge, Handle, OutcomeUnknown, ProviderRefused
from modules.payments.domain.signatures import BadSignature
from modules.payments.providers.stripe import StripeGateway
from souk.kernel import Money, new_id

pytestmark = pytest.mark.filterwarnings("ignore:Use 'content=:DeprecationWarning")
"""The SDK's way of calling httpx; it is theirs to mend."""

VISA = "pm_card_visa"
DECLINED = "pm_card_chargeCustomerFail"
KEYS = ("whsec_new", "whsec_old")


@pytest.fixture(scope="module")
def localstripe(tmp_path_factory):
    """Start it on a free port, and wait until it answers."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    environment = {**os.environ, "HOME": str(tmp_path_factory.mktemp("stripe"))}
    server = subprocess.Popen(
        [sys.executable, "-m", "localstripe", "--from-scratch", "--port", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=1)
            break
        except urllib.error.HTTPError:
            break
        except OSError:
            continue
    yield address
    server.terminate()
    server.wait()


@pytest_asyncio.fixture
async def gateway(localstripe):
    made = StripeGateway("sk_test_12345", localstripe, KEYS, seconds=5)
    yield made
    await made.close()


def charge(token: str = VISA, *, minor: int = 2000, takes: bool = True) -> Charge:
    return Charge(
        payment_id=new_id(),
        order_id=new_id(),
        amount=euros(minor),
        token=token,
        description="",
        takes=takes,
    )


def handle(asked: Charge, reference: str = "") -> Handle:
    return Handle(
        payment_id=asked.payment_id,
        reference=reference,
        amount=asked.amount,
        made_at=datetime.now(UTC),
    )


def euros(minor: int) -> Money:
    return Money(minor=minor, currency="EUR")


async def test_charges_a_card(gateway):
    asked = charge()
    found = await gateway.charge(asked)
    assert found.payment_id == asked.payment_id
    assert (found.standing, found.captured, found.refunds) == (Standing.CAPTURED, euros(2000), ())


async def test_a_declined_card_is_an_answer(gateway):
    found = await gateway.charge(charge(DECLINED))
    assert (found.standing, found.failure, found.captured) == (Standing.FAILED, "card_declined", euros(0))


async def test_finds_a_payment_by_our_own_id_when_its_answer_was_lost(gateway):
    asked = charge()
    made = await gateway.charge(asked)
    found = await gateway.find(handle(asked))
    assert found == made
    assert await gateway.find(handle(charge())) is None


async def test_authorizes_captures_a_part_and_refunds(gateway):
    asked = charge(takes=False)
    authorized = await gateway.charge(asked)
    assert (authorized.standing, authorized.authorized) == (Standing.AUTHORIZED, euros(2000))
    known = handle(asked, authorized.reference)
    assert (await gateway.capture(known, euros(2000), new_id())).captured == euros(2000)
    refund_id = new_id()
    refunded = await gateway.refund(known, euros(500), refund_id)
    (refund,) = refunded.refunds
    assert (refund.refund_id, refund.amount) == (refund_id, euros(500))
    assert refund.standing is RefundStanding.SUCCEEDED
    assert refunded.refunded == euros(500)


async def test_lets_an_authorization_go(gateway):
    asked = charge(takes=False)
    authorized = await gateway.charge(asked)
    voided = await gateway.void(handle(asked, authorized.reference), new_id())
    assert voided.standing is Standing.VOIDED


async def test_refuses_what_stripe_refuses(gateway):
    asked = charge()
    made = await gateway.charge(asked)
    with pytest.raises(ProviderRefused):
        await gateway.void(handle(asked, made.reference), new_id())
    with pytest.raises(ProviderRefused):
        await gateway.charge(charge("pm_unknown"))


async def test_lists_what_was_made_for_the_reconciliation(gateway):
    asked = charge()
    await gateway.charge(asked)
    now = datetime.now(UTC)
    made = [found async for found in gateway.changed(now - timedelta(hours=1), now + timedelta(hours=1))]
    assert asked.payment_id in {found.payment_id for found in made}


async def test_nobody_there_is_an_unknown_outcome():
    gateway = StripeGateway("sk_test_12345", "http://127.0.0.1:1", KEYS, seconds=1)
    with pytest.raises(OutcomeUnknown):
        await gateway.charge(charge())
    await gateway.close()


def signed(body: bytes, key: str, at: datetime) -> str:
    stamp = int(at.timestamp())
    seal = stripe.WebhookSignature._compute_signature(f"{stamp}.{body.decode()}", key)
    return f"t={stamp},v1={seal}"


EVENT = b'{"id": "evt_1", "type": "payment_intent.succeeded", "data": {"object": {"id": "pi_1"}}}'


@pytest.mark.parametrize("key", KEYS)
async def test_believes_a_webhook_signed_with_any_of_the_keys(gateway, key):
    now = datetime.now(UTC)
    notice = await gateway.notice(EVENT, {"Stripe-Signature": signed(EVENT, key, now)}.get, now)
    assert (notice.event_id, notice.reference) == ("evt_1", "pi_1")


@pytest.mark.parametrize("late", [-301, 301])
async def test_believes_no_webhook_from_outside_the_window(gateway, late):
    now = datetime.now(UTC)
    header = signed(EVENT, KEYS[0], now + timedelta(seconds=late))
    with pytest.raises(BadSignature):
        await gateway.notice(EVENT, {"Stripe-Signature": header}.get, now)


async def test_believes_no_forged_webhook(gateway):
    now = datetime.now(UTC)
    for body, header in (
        (EVENT + b" ", signed(EVENT, KEYS[0], now)),
        (EVENT, signed(EVENT, "whsec_other", now)),
        (EVENT, None),
        (EVENT, "nonsense"),
        (b"\xff", signed(EVENT, KEYS[0], now)),
    ):
        with pytest.raises(BadSignature):
            await gateway.notice(body, {"Stripe-Signature": header}.get, now)


async def test_a_webhook_that_localstripe_sends_is_believed(gateway, localstripe):
    """Have the stand-in sign and post one for real, to a listener of ours."""
    received = asyncio.Queue()

    async def listen(reader, writer):
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        headers = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if line)
        length = int(next(value for name, value in headers.items() if name.lower() == "content-length"))
        await received.put((await reader.readexactly(length), headers))
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(listen, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with httpx.AsyncClient(auth=("sk_test_12345", "")) as client:
        await client.post(
            f"{localstripe}/_config/webhooks/ours",
            data={"url": f"http://127.0.0.1:{port}/", "secret": KEYS[1]},
        )
        # The newest of its releases that comes as a wheel says nothing of payments by itself.
        await client.post(f"{localstripe}/v1/customers", data={"description": "a regular"})
    body, headers = await asyncio.wait_for(received.get(), 60)
    server.close()
    assert (await gateway.notice(body, headers.get, datetime.now(UTC))).kind == "customer.created"
    with pytest.raises(BadSignature):
        await gateway.notice(body + b" ", headers.get, datetime.now(UTC))
