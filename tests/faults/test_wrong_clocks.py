"""One machine's clock is ten minutes off: nothing expires too early or too late, and nobody is signed out.

The process believes it: every question that it puts to its machine is answered wrongly, by libfaketime.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from souk.testing.servers import POSTGRES, VALKEY, TestServers
from tests.faults.debian import from_debian
from tests.faults.rehearsal import PATIENCE, Rehearsal, form, keyed, rehearsing
from tests.journeys.open_shop import PASSWORD, Shop, answers, free_port, until

pytestmark = pytest.mark.slow

AGREED = 30.0  # seconds that what was written just now may seem old or young, on a busy machine
ANN = {"email": "ann@example.com", "password": PASSWORD}
RESERVED_FOR = 60 * 60
AGE = "SELECT extract(epoch FROM clock_timestamp() - placed_at)::float FROM orders.order WHERE id = '{}'"
LEFT = """
    SELECT extract(epoch FROM next_by - clock_timestamp())::float FROM orders.order
    WHERE id = '{}' AND next_who = 'customer'
"""


@pytest.fixture(scope="module")
def library() -> Path:
    found = from_debian("libfaketime", "usr/lib/*/faketime/libfaketimeMT.so.1")
    if found is None and "CI" not in os.environ:
        pytest.skip("there is no libfaketime, and none to be had")
    assert found
    return found


@pytest.fixture(scope="module", params=["-600", "+600"])
def shop(request: pytest.FixtureRequest, library: Path, servers: TestServers) -> Iterator["TwoClocks"]:
    with rehearsing(os.environ[POSTGRES], os.environ[VALKEY]) as rehearsal:
        port = free_port()
        wrong = {"LD_PRELOAD": str(library), "FAKETIME": request.param, "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
        rehearsal.start("serve", port=port, **wrong)
        rehearsal.start("worker", **wrong)
        made = TwoClocks(rehearsal, rehearsal.shop_at(port))
        until(lambda: answers(made.wrong), PATIENCE)
        yield made


class TwoClocks:
    """A shop with one web process whose clock is right, another whose clock is wrong, and a wrong worker."""

    def __init__(self, rehearsal: Rehearsal, wrong: Shop) -> None:
        self.rehearsal = rehearsal
        self.right = rehearsal.shop
        self.wrong = wrong


def test_the_process_really_has_another_time(shop: TwoClocks):
    metrics = httpx.get(f"{shop.wrong.address}/metrics").text
    (line,) = [line for line in metrics.splitlines() if line.startswith("souk_clock_off_seconds ")]
    assert abs(float(line.split()[1])) == pytest.approx(600, abs=1)


def test_tokens_are_worth_the_same_wherever_they_were_made(shop: TwoClocks):
    with shop.right.client() as client:
        client.post("/api/users/register", json=ANN | {"firstName": "Ann", "lastName": "Lee"})
    for maker, other in ((shop.wrong, shop.right), (shop.right, shop.wrong)):
        with maker.client() as client:
            signed_in = client.post("/api/users/login", json=ANN)
        for place in (maker, other):
            with place.client(signed_in.json()["accessToken"]) as client:
                assert client.get("/api/users/me").status_code == 200
        with other.client() as client:
            client.cookies.update(dict(signed_in.cookies))
            again = client.post("/api/users/refresh")
            assert again.status_code == 200, again.text


def test_what_is_written_bears_the_right_time_and_holds_as_long_as_it_should(shop: TwoClocks):
    with shop.wrong.client() as client:
        answer = client.post(
            "/api/orders", json=form(shop.rehearsal.product, "tok_declined"), headers=keyed()
        )
    assert answer.status_code == 201, answer.text
    order = answer.json()["orderId"]
    ((age,),) = shop.right.rows(AGE.format(order))
    assert -1 < float(str(age)) < AGREED
    until(lambda: shop.right.rows(LEFT.format(order)), PATIENCE)
    ((left,),) = shop.right.rows(LEFT.format(order))
    assert float(str(left)) == pytest.approx(RESERVED_FOR, abs=AGREED)


def test_orders_come_to_their_end_and_the_doctor_is_content(shop: TwoClocks):
    with shop.wrong.client() as wrong, shop.right.client() as right:
        for client in (wrong, right):
            answer = client.post("/api/orders", json=form(shop.rehearsal.product), headers=keyed())
            assert answer.status_code == 201, answer.text
    shop.rehearsal.settled()
