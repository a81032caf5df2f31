"""Processes that die before or after a commit, as if the power had gone: whoever asks again loses nothing.

Three of each in CI; `SOUK_TEST_CRASHES=10` for a release.
"""

import os
import subprocess
from collections.abc import Iterator

import pytest

from souk.testing.servers import POSTGRES, VALKEY, TestServers
from tests.faults.conftest import SOUK
from tests.faults.rehearsal import PATIENCE, Rehearsal, form, keyed, rehearsing
from tests.journeys.open_shop import until

pytestmark = pytest.mark.slow

CRASHES = int(os.environ.get("SOUK_TEST_CRASHES", "3"))
WHILE_ORDERING = [
    "before the commit of souk.claim_key",
    "after the commit of souk.claim_key",
    "before the commit of orders.place_order",
    "after the commit of orders.place_order",
]
IN_A_HANDLER = [
    "before the commit of orders.reserve_stock",
    "after the commit of catalog.reserve_together",
    "after the commit of orders.reserve_stock",
    "before the commit of orders.stock_was_reserved",
    "after the commit of catalog.hold_together",
    "after the commit of payments.request_together",
    "before the commit of orders.payment_was_captured",
]
AROUND_AN_EFFECT = [
    "before the commit of payments.carry_out_operation attempt",
    "after the commit of payments.carry_out_operation attempt",
    "before the commit of payments.carry_out_operation",
    "after the commit of payments.carry_out_operation",
]
IN_A_JOB = ["before the commit of users.send_mail.v1", "after the commit of users.send_mail.v1"]
PAID = "SELECT 1 FROM orders.order WHERE id = '{}' AND stage = 'ReadyToFulfil'"
MAILS = """
    SELECT (SELECT count(*) FROM users.kept_mail)
        - (SELECT count(*) FROM souk.job WHERE type = 'users.send_mail.v1' AND state = 'done')
"""
BOOKED = """
    SELECT count(DISTINCT charge.id), coalesce(sum(movement.amount_minor), 0)::int
    FROM payments.payment p
    LEFT JOIN payments.sandbox_charge charge ON charge.payment_id = p.id
    LEFT JOIN payments.sandbox_movement movement ON movement.charge_id = charge.id
    WHERE p.order_id = '{}'
"""


@pytest.fixture(scope="module")
def rehearsal(servers: TestServers) -> Iterator[Rehearsal]:
    with rehearsing(os.environ[POSTGRES], os.environ[VALKEY], SOUK_WEB_DEADLINE_SECONDS="5") as made:
        yield made


def _orders(rehearsal: Rehearsal) -> int:
    ((orders,),) = rehearsal.shop.rows("SELECT count(*) FROM orders.order")
    return int(str(orders))


@pytest.mark.parametrize("point", WHILE_ORDERING)
def test_whoever_orders_again_with_the_key_has_one_order(rehearsal: Rehearsal, point: str):
    before, body = _orders(rehearsal), form(rehearsal.product)
    keys = [keyed() for _ in range(CRASHES)]
    with rehearsal.web_that_dies(point) as web, rehearsal.shop.client() as others:
        for key in keys:
            assert web.dies_of("/api/orders", body, key)
            assert others.get("/api/products?page=1&pageSize=1").status_code == 200
    was_stored = point == "after the commit of orders.place_order"
    assert _orders(rehearsal) == before + (CRASHES if was_stored else 0)
    for key in keys:
        first = rehearsal.until_answered("/api/orders", body, key)
        again = rehearsal.until_answered("/api/orders", body, key)
        assert first.json() == again.json()
        assert ("idempotent-replayed" in first.headers) is was_stored
    assert _orders(rehearsal) == before + CRASHES


@pytest.mark.parametrize("point", WHILE_ORDERING[-2:])
def test_whoever_checks_out_again_with_the_key_has_one_order(rehearsal: Rehearsal, point: str):
    before, path = _orders(rehearsal), "/api/cart/checkout"
    body = {name: value for name, value in form(rehearsal.product).items() if name != "items"}
    with rehearsal.web_that_dies(point) as web, rehearsal.shop.client() as guest:
        for _ in range(CRASHES):
            key, lamp = keyed(), {"productId": rehearsal.product, "quantity": 1}
            headers = {"X-Cart-Token": key["X-Cart-Token"]}
            assert guest.post("/api/cart/items", json=lamp, headers=headers).status_code == 201
            assert web.dies_of(path, body, key)
            first = rehearsal.until_answered(path, body, key)
            assert rehearsal.until_answered(path, body, key).json() == first.json()
    assert _orders(rehearsal) == before + CRASHES


@pytest.mark.parametrize("point", [*IN_A_HANDLER, *AROUND_AN_EFFECT])
def test_an_order_goes_on_where_its_worker_died_and_is_charged_once(rehearsal: Rehearsal, point: str):
    order = rehearsal.until_answered("/api/orders", form(rehearsal.product), keyed()).json()["orderId"]
    assert rehearsal.start("worker", point).wait(PATIENCE) == -9
    worker = rehearsal.start("worker")
    until(lambda: rehearsal.shop.rows(PAID.format(order)), PATIENCE)
    rehearsal.settled()
    assert rehearsal.shop.rows(BOOKED.format(order)) == [(1, 1999)]
    worker.terminate()
    assert worker.wait(PATIENCE) == 0


@pytest.mark.parametrize("point", IN_A_JOB)
def test_a_mail_is_sent_once_though_its_worker_died(rehearsal: Rehearsal, point: str):
    worker = rehearsal.start("worker")
    rehearsal.settled()
    worker.terminate()
    assert worker.wait(PATIENCE) == 0
    before = rehearsal.shop.rows(MAILS)
    rehearsal.until_answered("/api/orders", form(rehearsal.product, "tok_declined"), keyed())
    assert rehearsal.start("worker", point).wait(PATIENCE) == -9
    worker = rehearsal.start("worker")
    until(lambda: rehearsal.shop.rows("SELECT 1 FROM souk.job WHERE type = 'users.send_mail.v1'"), PATIENCE)
    undone = "SELECT 1 FROM souk.job WHERE type = 'users.send_mail.v1' AND state <> 'done'"
    until(lambda: rehearsal.shop.rows(undone) == [], PATIENCE)
    rehearsal.settled()
    assert rehearsal.shop.rows(MAILS) == before  # one for each job; those of orders of before come meanwhile
    worker.terminate()
    assert worker.wait(PATIENCE) == 0


def test_production_refuses_to_start_a_process_that_would_die(rehearsal: Rehearsal):
    production = {"SOUK_ENVIRONMENT": "production", "SOUK_REHEARSAL_DIES_AT": WHILE_ORDERING[0]}
    environment = {**rehearsal._environment, **production}
    done = subprocess.run([*SOUK, "serve"], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "rehearsal.dies_at" in done.stdout + done.stderr
