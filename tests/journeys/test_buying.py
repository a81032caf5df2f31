"""From the window to the doorstep, and back: buying, paying, sending, returning, over real HTTP."""

import os
import subprocess
import sys
from uuid import uuid4

import httpx

from shop.places import ROOT
from souk.testing.servers import SECRET, VALKEY
from tests.journeys.open_shop import ADDRESS, DONE, Shop, key, order, reaches, until


def test_one_item_at_599_99_totals_599_99(ann: httpx.Client, phone: str):
    placed = order(ann, phone)
    assert (placed["status"], placed["totalAmount"], placed["currency"]) == ("Pending", 599.99, "EUR")
    shown = reaches(ann, placed, DONE)
    assert (shown["status"], shown["paidAmount"]) == ("Processing", 599.99)


def test_a_guest_buys(shop: Shop, phone: str):
    with shop.client() as guest:
        items = [{"productId": phone, "quantity": 2}]
        quote = guest.post("/api/orders/quote", json={"items": items, "shippingAddress": ADDRESS}).json()
        placed = order(guest, phone, 2, email="guest@example.com")
        assert placed["totalAmount"] == quote["totalAmount"] == 1199.98
        assert guest.get(f"/api/orders/{placed['orderId']}").status_code == 404
        guest.headers["X-Guest-Token"] = placed["guestToken"]
        shown = reaches(guest, placed, DONE)
    assert shown["payments"][0]["status"] == "captured"


def test_a_customer_with_a_coupon_and_a_declined_card_pays_again(ann, admin, phone: str):
    coupon = {"code": f"C{uuid4().hex[:8]}", "percent": 25}
    assert admin.post("/api/admin/coupons", json=coupon).status_code == 201
    placed = order(ann, phone, coupon=coupon["code"], paymentToken="tok_declined")
    assert (placed["discount"], placed["totalAmount"]) == (150.0, 449.99)
    failed = reaches(ann, placed, "PaymentFailed")
    assert failed["nextAction"]["who"] == "customer"
    again = {"paymentMethod": "credit_card", "paymentToken": "tok_ok"}
    answer = ann.post(f"/api/orders/{placed['orderId']}/pay", json=again, headers=key())
    assert answer.status_code == 202
    paid = reaches(ann, placed, DONE)
    assert paid["paidAmount"] == 449.99
    assert [payment["status"] for payment in paid["payments"]] == ["failed", "captured"]


def test_staff_send_two_parcels_and_one_thing_comes_back(ann, admin, phone: str):
    placed = order(ann, phone, 3)
    shown = reaches(ann, placed, DONE)
    office, variant = f"/api/admin/orders/{placed['orderId']}", shown["items"][0]["variantId"]
    first = {"items": [{"variantId": variant, "quantity": 1}], "carrier": "DHL", "trackingNumber": "JD1"}
    assert admin.post(f"{office}/fulfilments", json=first).json()["stage"] == "PartiallyFulfilled"
    assert admin.post(f"{office}/fulfilments", json={}).json()["stage"] == "Fulfilled"
    assert admin.post(f"{office}/deliver").json()["status"] == "Completed"
    goods = [{"variantId": variant, "quantity": 1}]
    asked = ann.post(f"/api/orders/{placed['orderId']}/returns", json={"items": goods, "reason": "too big"})
    assert asked.status_code == 201
    came = {"items": [{**goods[0], "restock": True}]}
    back = admin.post(f"{office}/returns/{asked.json()['id']}/receive", json=came)
    assert back.json()["stage"] == "PartiallyReturned"
    path = f"/api/orders/{placed['orderId']}"
    until(lambda: ann.get(path).json()["refunds"][0]["status"] == "done")
    assert ann.get(path).json()["paidAmount"] == 1199.98
    whats = [moment["what"] for moment in ann.get(f"{path}/timeline").json()["items"]]
    assert whats[-3:] == ["refund_asked", "PartiallyReturned", "refund_done"]


def test_cancelling_while_the_provider_takes_its_time_costs_nothing(ann, phone: str):
    placed = order(ann, phone, paymentToken="tok_slow")
    reaches(ann, placed, "AwaitingPayment")
    assert ann.post(f"/api/orders/{placed['orderId']}/cancel").json()["stage"] == "Cancelling"
    shown = reaches(ann, placed, "Cancelled")
    assert (shown["statusReason"], shown["paidAmount"]) == ("cancelled_by_customer", 0.0)


def test_a_provider_that_stumbles_is_asked_again_and_charges_once(ann, phone: str):
    placed = order(ann, phone, paymentToken="tok_flaky")
    shown = reaches(ann, placed, DONE)
    assert (shown["paidAmount"], len(shown["payments"])) == (599.99, 1)


def test_the_same_key_is_the_same_order(ann, phone: str):
    body = {
        "items": [{"productId": phone, "quantity": 1}],
        "shippingAddress": ADDRESS,
        "paymentMethod": "credit_card",
    }
    headers = key()
    first, second = (ann.post("/api/orders", json=body, headers=headers) for _ in range(2))
    assert first.json() == second.json()
    assert second.headers["Idempotent-Replayed"] == "true"


def test_the_doctor_finds_nothing_afterwards(shop: Shop):
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("SOUK_")},
        "SOUK_DATABASE_URL": shop.database,
        "SOUK_VALKEY_URL": os.environ[VALKEY],
        "SOUK_VALKEY_PREFIX": shop.database.rpartition("/")[2],
        "SOUK_SECRET": SECRET,
        "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}",
    }
    quiet = "SELECT count(*) FROM souk.delivery"
    until(lambda: shop.rows(quiet) == [(0,)])
    command = [sys.executable, "-m", "shop", "doctor"]
    doctor = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert doctor.returncode == 0, doctor.stdout + doctor.stderr
    for letter in "MSEOKL":
        assert f"{letter} " in doctor.stdout
