"""What a customer sees while the provider is down, and how a guest finds the way back to an order."""

import re

import httpx
import psycopg

from tests.journeys.open_shop import DONE, Shop, order, reaches, until

CODE_MAIL = """
    SELECT text FROM users.kept_mail JOIN users.notification USING (id)
    WHERE template = 'orders.lookup_code' AND recipient = 'lost@example.com'
"""


def test_while_the_provider_is_down_orders_wait_with_a_reason_and_go_on_when_it_is_back(
    shop: Shop, ann: httpx.Client, phone: str
):
    with psycopg.connect(shop.database) as owner:
        owner.execute("LOCK TABLE payments.sandbox_charge IN ACCESS EXCLUSIVE MODE")
        placed = [order(ann, phone) for _ in range(2)]
        waiting = {"provider_unavailable", "outcome_unknown"}
        paths = [f"/api/orders/{each['orderId']}" for each in placed]
        until(lambda: {ann.get(path).json()["statusReason"] for path in paths} <= waiting)
        shown = ann.get(paths[0]).json()
        assert (shown["stage"], shown["nextAction"]["who"]) == ("AwaitingPayment", "system")
        health = ann.get("/health").json()
        assert health["status"] == "degraded", health
        assert ann.get("/api/products").status_code == 200
        owner.rollback()
    for each in placed:
        paid = reaches(ann, each, DONE)
        assert (paid["paidAmount"], len(paid["payments"])) == (599.99, 1)


def test_a_guest_who_lost_the_token_finds_the_order_by_number_address_and_a_code(shop: Shop, phone: str):
    with shop.client() as guest:
        placed = order(guest, phone, email="lost@example.com")
        who = {"number": placed["number"], "email": "Lost@example.com"}
        assert guest.post("/api/orders/lookup", json=who).status_code == 202
        nobody = guest.post("/api/orders/lookup", json=who | {"email": "other@example.com"})
        assert nobody.status_code == 202
        until(lambda: shop.rows(CODE_MAIL))
        ((text,),) = shop.rows(CODE_MAIL)
        code = re.search(r"\b[0-9]{8}\b", str(text))
        assert code
        wrong = guest.post("/api/orders/lookup/confirm", json=who | {"code": "00000000"})
        assert wrong.status_code != 200
        found = guest.post("/api/orders/lookup/confirm", json=who | {"code": code[0]})
        assert found.status_code == 200, found.text
        assert found.json()["order"]["orderId"] == placed["orderId"]
        guest.headers["X-Guest-Token"] = found.json()["guestToken"]
        reaches(guest, placed, DONE)
